import { type Static, Type } from '@sinclair/typebox';
import { OrganizationStateSchema } from '../organization/document';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, HttpUrl, Id, Line, Timestamp, ZendeskId } from '../schema/primitives';
import { pageQuery, PageOf } from './problem';

/** Body of `POST /v1/organizations`. */
export const ConnectOrganizationSchema = Closed({
  url: HttpUrl,
  accessToken: Line(4096, { description: 'OAuth access token; stored sealed, never shown again' }),
  name: Type.Optional(Line(255, { description: 'The subdomain where it is not given' })),
});

/** An organization to connect. */
export type ConnectOrganization = DeepReadonly<Static<typeof ConnectOrganizationSchema>>;

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
