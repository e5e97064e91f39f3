import type { accounts as english } from '../en/accounts';
import type { Words } from '../words';

export const accounts: Words<typeof english> = { title: 'Comptes' };
