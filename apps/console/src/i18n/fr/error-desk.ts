import type { errorDesk as english } from '../en/error-desk';
import type { Words } from '../words';

export const errorDesk: Words<typeof english> = { title: 'Bureau des erreurs' };
