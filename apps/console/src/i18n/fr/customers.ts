import type { customers as english } from '../en/customers';
import type { Words } from '../words';

export const customers: Words<typeof english> = { title: 'Clients' };
