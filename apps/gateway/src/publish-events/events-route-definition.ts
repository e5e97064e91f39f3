import { EVENT_MEDIA_TYPES, PublishAnswerSchema } from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import type { ApiRouteDefinition } from '../http-edge/api-route';

const StructuredEvent = Type.Ref('InboundEvent');

/** `POST /v1/events` for the documentation; the route itself is a bare one. */
export const EVENTS_ROUTE: ApiRouteDefinition = {
  method: 'POST',
  path: '/v1/events',
  operation: 'publishEvents',
  tag: 'Events',
  summary: 'Takes conversation and directory events as CloudEvents 1.0',
  description:
    'Answered after Kafka acknowledged with acks=all. A batch is judged item by item: what is accepted is in the log, what is not stands in `rejected`. ' +
    'A duplicate is accepted and has no effect later. An event has at most 1 MiB, with inline attachments (`contentBase64`) 30 MiB, a batch 5 MiB. ' +
    'In binary mode the attributes are `ce-*` headers and the body is the data.',
  access: ['publisher'],
  bodies: {
    [EVENT_MEDIA_TYPES.structured]: StructuredEvent,
    [EVENT_MEDIA_TYPES.batch]: Type.Array(StructuredEvent),
    [EVENT_MEDIA_TYPES.binary]: Type.Object(
      {},
      { description: 'The data of the event; its attributes are ce-* headers' },
    ),
  },
  status: 202,
  response: PublishAnswerSchema,
  problems: [
    'unreadable-body',
    'not-cloudevents',
    'outside-prefix',
    'event-too-large',
    'batch-too-large',
    'media-type-unsupported',
    'events-rejected',
    'publisher-limit',
    'log-unavailable',
  ],
};
