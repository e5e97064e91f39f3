import { type Static, Type } from '@sinclair/typebox';
import { OrganizationStateSchema } from '../organization/document';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, HttpUrl, Id, Line, Timestamp, ZendeskId } from '../schema/primitives';
import { pageQuery, PageOf } from './problem';

/** An OAuth client, registered in the Zendesk by its administrator. */
const OAuthClientSchema = Closed(
  {
    id: Line(255, { description: 'Unique identifier of the client' }),
    secret: Type.Optional(
      Line(4096, { description: 'Stored sealed, never shown again; a public client has none' }),
    ),
  },
  { description: 'The client configured for all Zendesks where it is not given' },
);

/** Body of `POST /v1/organizations`. */
export const ConnectOrganizationSchema = Closed({
  url: HttpUrl,
  accessToken: Type.Optional(
    Line(4096, {
      description:
        'Access token that was made elsewhere, and is not renewed; stored sealed, never shown again',
    }),
  ),
  oauthClient: Type.Optional(OAuthClientSchema),
  name: Type.Optional(Line(255, { description: 'The subdomain where it is not given' })),
});

/** An organization to connect. */
export type ConnectOrganization = DeepReadonly<Static<typeof ConnectOrganizationSchema>>;

/** Body of `POST /v1/organizations/{id}/reauthorize`. */
export const ReauthorizeOrganizationSchema = Closed({ oauthClient: Type.Optional(OAuthClientSchema) });

/** Asks for another authorisation of an organization. */
export type ReauthorizeOrganization = DeepReadonly<Static<typeof ReauthorizeOrganizationSchema>>;

/** Body of `PATCH /v1/organizations/{id}`. */
export const ChangeOrganizationSchema = Closed({ name: Line(255) });

/** A change of an organization (A1). */
export type ChangeOrganization = DeepReadonly<Static<typeof ChangeOrganizationSchema>>;

/** Schema of {@link AuthorizationAsked}. */
export const AuthorizationAskedSchema = Type.Object({
  authorizeUrl: Type.String({
    description: 'Page of that Zendesk, to be opened in a browser by its administrator',
  }),
  redirectUrl: Type.String({ description: 'Where it leads back to; must be registered with the client' }),
  expiresAt: Timestamp,
});

/** What to do next to let Parley into a Zendesk. */
export type AuthorizationAsked = DeepReadonly<Static<typeof AuthorizationAskedSchema>>;

/** Schema of {@link OrganizationView}. */
export const OrganizationViewSchema = Type.Object({
  id: Id,
  name: Type.String(),
  url: HttpUrl,
  state: OrganizationStateSchema,
  connectedUserId: ZendeskId,
  createdAt: Timestamp,
  changedAt: Timestamp,
});

/** A connected organization, without any secret. */
export type OrganizationView = DeepReadonly<Static<typeof OrganizationViewSchema>>;

/** Query of `GET /v1/organizations`. */
export const OrganizationsQuerySchema = Closed(pageQuery);

/** Answer of `GET /v1/organizations`. */
export const OrganizationPageSchema = PageOf(OrganizationViewSchema);
