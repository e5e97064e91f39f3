import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { HttpUrl, OneOf, Timestamp } from '../schema/primitives';

/** What a person or tool may be. */
export const ROLES = ['administrator', 'advisor', 'operator'] as const;

/** A role: administrators configure, advisors work with customers, operators keep the system healthy. */
export type Role = (typeof ROLES)[number];

/** Header that carries {@link SessionView}'s `csrfToken` with every request by cookie that changes something. */
export const CSRF_HEADER = 'x-csrf-token';

/** Schema of {@link SessionView}. */
export const SessionViewSchema = Type.Object({
  subject: Type.String({ description: "The issuer's `sub` of the person" }),
  name: Type.Optional(Type.String({ description: 'As the issuer calls the person' })),
  role: OneOf(ROLES),
  csrfToken: Type.String({
    description: `Value of the header ${CSRF_HEADER} for requests by cookie; empty for who came with a bearer token, and needs none`,
  }),
  expiresAt: Timestamp,
  platformName: Type.String({ description: 'How people call their conversation platform' }),
  sandboxUrl: Type.Optional(HttpUrl),
});

/**
 * Answer of `GET /v1/session`: who is signed in until when at the latest, and what pages must know before they show anything.
 * `sandboxUrl` is there where the Zendesk of this installation is the sandbox.
 */
export type SessionView = DeepReadonly<Static<typeof SessionViewSchema>>;

/** Schema of {@link EmbeddedSession}. */
export const EmbeddedSessionSchema = Type.Object({
  token: Type.String({ description: 'Bearer token of the embedded page; shown this once' }),
  expiresAt: Timestamp,
});

/** Answer of `POST /v1/session/embedded`: what a page inside another system's page signs its requests with. */
export type EmbeddedSession = DeepReadonly<Static<typeof EmbeddedSessionSchema>>;
