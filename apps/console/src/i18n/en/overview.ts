/** Words of the overview pages. */
export const overview = { title: 'Overview' } as const;
