import type { conversations as english } from '../en/conversations';
import type { Words } from '../words';

export const conversations: Words<typeof english> = { title: 'Conversations' };
