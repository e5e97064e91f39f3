/** Injects {@link Parts}, everything that the process holds open. */
export const PARTS = Symbol('ticket-writer.parts');
