/** Words of the conversations pages. */
export const conversations = { title: 'Conversations' } as const;
