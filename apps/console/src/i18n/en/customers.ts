/** Words of the customers pages. */
export const customers = { title: 'Customers' } as const;
