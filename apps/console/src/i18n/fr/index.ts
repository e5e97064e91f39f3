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

/** The same in French. */
export const fr = {
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
