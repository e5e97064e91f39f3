/** Words of the organizations pages. */
export const organizations = { title: 'Zendesk organizations' } as const;
