import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Count, HttpUrl, Id, Nullable, OneOf, Timestamp, Uuid } from '../schema/primitives';
import { pageQuery, PageOf } from './problem';

/** What an alert may be about. */
export const ALERT_KINDS = ['parked', 'breaker-open', 'authorization-lost', 'behind'] as const;

/**
 * What an alert is about: tickets that wait for a person; calls to Zendesk that are stopped because they fail; an organization that
 * has to be authorised again; tickets that do not follow their conversations.
 */
export type AlertKind = (typeof ALERT_KINDS)[number];

/** How somebody may be told. */
export const ALERT_CHANNELS = ['webhook', 'email'] as const;

/** How somebody is told. */
export type AlertChannel = (typeof ALERT_CHANNELS)[number];

/** What a message may say of an alert. */
export const ALERT_NEWS = ['opened', 'reminder', 'resolved'] as const;

/** What a message says of an alert: that it is there, that it is still there, or that it is over. */
export type AlertNews = (typeof ALERT_NEWS)[number];

const alertFacts = {
  kind: OneOf(ALERT_KINDS),
  reason: Type.String({ description: 'Stable code within the kind' }),
  since: Timestamp,
  count: Count,
};

/** Schema of {@link AlertView}. */
export const AlertViewSchema = Type.Object({
  id: Uuid,
  ...alertFacts,
  organizationId: Id,
  state: OneOf(['open', 'resolved']),
  lastSeenAt: Timestamp,
  resolvedAt: Nullable(Timestamp),
  messages: Type.Array(
    Type.Object({
      id: Uuid,
      channel: OneOf(ALERT_CHANNELS),
      news: OneOf(ALERT_NEWS),
      sentAt: Nullable(Timestamp),
      attempts: Count,
      fault: Nullable(Type.String({ description: 'Why it was not delivered the last time' })),
    }),
  ),
});

/** A cause that somebody has to know of, and who was told; `count` is how many tickets, or processes, it concerned last. */
export type AlertView = DeepReadonly<Static<typeof AlertViewSchema>>;

/** Query of `GET /v1/alerts`. */
export const AlertsQuerySchema = Closed({
  organizationId: Type.Optional(Id),
  state: Type.Optional(OneOf(['open', 'resolved'])),
  ...pageQuery,
});

/** Answer of `GET /v1/alerts`. */
export const AlertPageSchema = PageOf(AlertViewSchema);

/** Schema of {@link AlertMessage}. */
export const AlertMessageSchema = Type.Object({
  type: OneOf(['alert.opened', 'alert.reminder', 'alert.resolved']),
  timestamp: Timestamp,
  data: Type.Object({
    alertId: Uuid,
    ...alertFacts,
    organization: Type.Object({ id: Id, name: Type.String() }),
    resolvedAt: Type.Optional(Timestamp),
    link: Type.Optional(HttpUrl),
  }),
});

/** Body of an alert webhook (Standard Webhooks): no text of a message, and nothing about a person. */
export type AlertMessage = DeepReadonly<Static<typeof AlertMessageSchema>>;
