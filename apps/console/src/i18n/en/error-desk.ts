/** Words of the error-desk pages. */
export const errorDesk = { title: 'Error desk' } as const;
