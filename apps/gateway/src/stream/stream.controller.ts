import { Controller, Headers, Inject, Query, Res } from '@nestjs/common';
import { StreamQuerySchema } from '@parley/contracts';
import type { StreamQuery } from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import { ROLES } from '../access/role';
import { ApiRoute } from '../http-edge/api-route';
import { ChangeHub } from './change-hub';
import type { EventSink } from './change-reader';

/** Time after which a browser that lost the stream asks for it again, in milliseconds. */
const RETRY_MS = 2_000;

/** What changes, as it changes. */
@Controller()
export class StreamController {
  constructor(@Inject(ChangeHub) private readonly hub: Pick<ChangeHub, 'open'>) {}

  @ApiRoute({
    method: 'GET',
    path: '/v1/stream',
    operation: 'streamChanges',
    tag: 'Operations',
    summary:
      'Tells as server-sent events which conversations, parked tickets, organizations and alerts changed',
    description:
      'Ids and kinds alone. Event `changed` has `{changes: [{kind, id, organizationId?}]}`; event `reset` has `{reason}` and means that everything shown has to be asked for anew. A change may be told twice. With Last-Event-ID a stream goes on where an earlier one ended, for five minutes. A stream ends after 15 minutes, for its credential to be checked again.',
    access: ROLES,
    query: StreamQuerySchema,
    headers: Type.Object({
      'last-event-id': Type.Optional(Type.String({ description: 'Id of the last event that was seen' })),
    }),
    status: 200,
    response: Type.String(),
    responseType: 'text/event-stream',
  })
  async stream(
    @Query() query: StreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const opened = await this.hub.open(query, lastEventId, () => sinkOf(reply));
    reply.raw.on('drain', () => opened.ready());
    reply.raw.on('close', () => opened.close());
    if (reply.raw.destroyed) opened.close();
  }
}

/** Begins the answer; from here on it is no longer Fastify's. */
function sinkOf(reply: FastifyReply): EventSink {
  const { raw } = reply;
  // What was set for every answer, which would be lost with Fastify's part in it.
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  reply.hijack();
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies that gather answers would keep the events.
    'x-accel-buffering': 'no',
  });
  raw.write(`retry: ${RETRY_MS}\n\n`);
  return { write: (text) => raw.write(text), end: () => raw.end() };
}
