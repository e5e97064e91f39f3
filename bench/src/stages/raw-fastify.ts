import fastify from 'fastify';
import type { Message } from 'kafkajs';
import { durableProducer, kafkaClient } from '../load';
import { stageEnvironment } from './environment';

interface Waiting {
  readonly message: Message;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * The baseline of the gateway: a bare Fastify route with the same durability. It takes any JSON, coalesces what waits into one
 * send in flight (acks from all replicas) and answers 202 after the acknowledgement. It checks nothing and knows nobody.
 */
async function main(): Promise<void> {
  const { brokers, output, group } = stageEnvironment();
  const producer = durableProducer(kafkaClient(brokers, group));
  await producer.connect();
  let waiting: Waiting[] = [];
  let sending = false;
  const drain = async (): Promise<void> => {
    sending = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await producer.send({ topic: output, acks: -1, messages: batch.map((item) => item.message) });
        for (const item of batch) item.done();
      } catch (error) {
        for (const item of batch) item.failed(error);
      }
    }
    sending = false;
  };
  const app = fastify({ logger: false });
  app.addContentTypeParser('application/cloudevents+json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, JSON.parse(String(body)));
  });
  app.post<{ Body: { readonly data: { readonly contact: { readonly id: string } } } }>(
    '/v1/events',
    async (request, reply) => {
      await new Promise<void>((done, failed) => {
        waiting.push({
          message: { key: request.body.data.contact.id, value: JSON.stringify(request.body) },
          done,
          failed,
        });
        if (!sending) void drain();
      });
      return reply.code(202).send({ accepted: 1, rejected: [] });
    },
  );
  process.once('SIGTERM', () => void app.close().then(() => producer.disconnect()));
  await app.listen({ host: '127.0.0.1', port: Number(process.env['BENCH_PORT']) });
}

void main();
