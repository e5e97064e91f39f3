import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, HttpUrl, OneOf, Uuid, ZendeskId } from '../schema/primitives';

/** What a connection test looks at, in this order. */
export const CONNECTION_CHECKS = ['token', 'rights', 'ticket-created', 'ticket-closed'] as const;

/** Tag of every sample ticket. */
export const SAMPLE_TICKET_TAG = 'parley_test';

/** Body of `POST /v1/organizations/{id}/connection-test`. */
export const TestConnectionSchema = Closed({
  sampleTicket: Type.Boolean({ description: 'Also write a sample ticket and close it' }),
  requestKey: Type.Optional(Uuid),
});

/** A test of a connection. The same `requestKey` again, within the hour, is the same test: it writes no second ticket. */
export type TestConnection = DeepReadonly<Static<typeof TestConnectionSchema>>;

/** Schema of {@link ConnectionCheck}. */
export const ConnectionCheckSchema = Type.Object({
  check: OneOf(CONNECTION_CHECKS),
  state: OneOf(['ok', 'failed', 'skipped'], {
    description: '`skipped`: it was not asked for, or an earlier check failed',
  }),
  detail: Type.String(),
});

/** One thing that was looked at. */
export type ConnectionCheck = DeepReadonly<Static<typeof ConnectionCheckSchema>>;

/** Schema of {@link ConnectionTestView}. */
export const ConnectionTestSchema = Type.Object({
  ok: Type.Boolean({ description: 'No check failed' }),
  checks: Type.Array(ConnectionCheckSchema, { description: 'All four, in order' }),
  ticket: Type.Optional(Type.Object({ zendeskTicketId: ZendeskId, url: HttpUrl })),
});

/** Answer of `POST /v1/organizations/{id}/connection-test`; `ticket` is the sample, where one was written. */
export type ConnectionTestView = DeepReadonly<Static<typeof ConnectionTestSchema>>;
