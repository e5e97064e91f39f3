import { fixedClock } from '@parley/testing';
import { FakeConnections } from '../../test/fake-connections';
import { MemoryBucketStore } from '../memory/memory-bucket-store';
import { answer, RawZendesk } from '../../test/raw-zendesk';
import { ZendeskHosts } from '../http/zendesk-hosts';
import { composeGateway } from './compose-gateway';
import type { ZendeskGateway } from './gateway';

const uploaded = answer(201, { upload: { token: 'secret-token', expires_at: '2026-11-21T10:00:00Z' } });
const BYTES = Buffer.from('89504e470d0a1a0a00ff', 'hex');
const FILE = { fileName: 'Rechnung März & 照片.png', contentType: 'image/png', bytes: BYTES } as const;

describe('uploads', () => {
  const clock = fixedClock();
  let zendesk: RawZendesk;
  let gateway: ZendeskGateway;

  beforeEach(async () => {
    zendesk = await RawZendesk.listen();
    gateway = composeGateway({
      buckets: new MemoryBucketStore(() => 1_790_000_000_000 + clock.monotonicMs()),
      connections: new FakeConnections(zendesk.origin),
      hosts: ZendeskHosts.parse(zendesk.host),
      clock,
      settings: { callTimeoutMs: 150 },
    });
  });
  afterEach(async () => {
    await zendesk.close();
    await gateway.close();
  });

  const upload = (timeoutMs = 2_000) =>
    gateway.uploadFile('org', { ...FILE, callClass: 'public', timeoutMs });

  it('K12: sends the bytes as they are, under their type and name', async () => {
    zendesk.script = uploaded;
    expect(await upload()).toMatchObject({
      kind: 'ok',
      path: '/api/v2/uploads',
      body: { token: 'secret-token', expires_at: '2026-11-21T10:00:00Z' },
    });
    const [request] = zendesk.requests;
    expect(request?.path).toBe(`/api/v2/uploads?filename=${encodeURIComponent(FILE.fileName)}`);
    expect(request?.headers.get('content-type')).toBe('image/png');
    expect(request?.body.equals(BYTES)).toBe(true);
  });

  it('K12: takes a token of the account’s budget and none of the tickets’', async () => {
    zendesk.script = uploaded;
    await upload();
    const lines = await gateway.budget('org');
    expect(lines.filter(({ used }) => used > 0).map(({ bucket }) => bucket)).toEqual(['account']);
  });

  it('K12: may take longer than other calls, and not longer than it was given', async () => {
    zendesk.script = (socket, request) => setTimeout(() => uploaded(socket, request), 400);
    expect((await upload()).kind).toBe('ok');
    zendesk.script = () => undefined;
    expect(await upload(300)).toMatchObject({ kind: 'unknown', reason: 'timeout' });
  });

  it.each([
    [413, { error: 'RequestEntityTooLarge' }, 'too-large'],
    [422, { error: 'RecordInvalid', details: {} }, 'invalid'],
  ])('K12: a %d is a refusal of the file', async (status, body, code) => {
    zendesk.script = answer(status, body);
    expect(await upload()).toMatchObject({ kind: 'refused', code });
  });

  it('K12: an answer without a token proves nothing', async () => {
    zendesk.script = answer(201, { upload: {} });
    expect(await upload()).toMatchObject({ kind: 'unknown', reason: 'unreadable-answer' });
  });
});
