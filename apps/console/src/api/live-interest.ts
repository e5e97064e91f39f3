import type { StreamChange, StreamChangeKind } from '@parley/contracts';

/** What a query shows, in the words of the stream: it is asked for anew when such a thing changes. */
export interface LiveInterest {
  readonly kind: StreamChangeKind;
  /** Only this one; all of the kind where it is not given. */
  readonly id?: string | undefined;
  /** Only of this organization. A change that names none concerns every organization. */
  readonly organizationId?: string | undefined;
}

/** Whether a change concerns what a query shows. */
export function concerns(interests: readonly LiveInterest[], change: StreamChange): boolean {
  return interests.some(
    ({ kind, id, organizationId }) =>
      kind === change.kind &&
      (id === undefined || id === change.id) &&
      (organizationId === undefined ||
        change.organizationId === undefined ||
        organizationId === change.organizationId),
  );
}

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Which changes of the stream make this query old. */
      readonly live?: readonly LiveInterest[];
    };
  }
}
