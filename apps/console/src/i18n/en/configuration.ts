/** Words of the configuration pages. */
export const configuration = { title: 'Configuration' } as const;
