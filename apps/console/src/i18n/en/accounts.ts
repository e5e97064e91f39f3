/** Words of the accounts pages. */
export const accounts = { title: 'Accounts' } as const;
