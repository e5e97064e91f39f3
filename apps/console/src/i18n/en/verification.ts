/** Words of the verification pages. */
export const verification = { title: 'Verification' } as const;
