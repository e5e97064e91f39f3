import { accounts } from './accounts';
import { common } from './common';
import { configuration } from './configuration';
import { conversations } from './conversations';
import { customers } from './customers';
import { errorDesk } from './error-desk';
import { organizations } from './organizations';
import { overview } from './overview';
import { reasons } from './reasons';
import { verification } from './verification';

/** Everything the console says, in English; a namespace for each folder of pages. */
export const en = {
  accounts,
  common,
  configuration,
  conversations,
  customers,
  errorDesk,
  organizations,
  overview,
  reasons,
  verification,
} as const;
