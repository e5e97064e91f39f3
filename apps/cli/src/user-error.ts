/** What the person at the terminal can put right; its message says how. */
export class UserError extends Error {}
