import type { organizations as english } from '../en/organizations';
import type { Words } from '../words';

export const organizations: Words<typeof english> = { title: 'Organisations Zendesk' };
