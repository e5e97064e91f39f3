import { eventually } from '@parley/testing';
import type { ZendeskGateway } from '@parley/zendesk';
import type { ClaimRequest, LaneStore } from '../lane/lane-store';
import type { HeldLane } from '../lane/lane';
import { message } from '../../test/writer-world';
import { WriterStage } from '../../test/writer-stage';

const LANES = 100_000;
/** Places of a runner of the stage, of which one organization has half. */
const PLACES = 8;

/** As many lanes as wanted, each like the one that was told, with a transcript of its own. */
const BEHIND = `
  with copied as (
    insert into transcript (conversation_id, contact_id, epoch, log_offset, partition, kind, message_id, amendment, from_contact, body)
    select conversation_id || '-' || i, contact_id, epoch, log_offset, partition, kind, message_id, amendment, from_contact, body
    from transcript cross join generate_series(1, $2) i
  )
  insert into lane (ticket_key, organization_id, account_id, conversation_id, contact_id, mode, frozen, partition, fired_epoch,
    fired_offset, through_epoch, through_offset, requester_key, target_version, achieved, workable, work_class, behind_since)
  select gen_random_uuid(), organization_id, account_id, conversation_id || '-' || i, contact_id, mode, frozen, partition, fired_epoch,
    fired_offset, through_epoch, through_offset, requester_key, target_version, achieved, true, 0, clock_timestamp()
  from lane cross join generate_series(1, $2) i where ticket_key = $1`;

describe('a start with 100,000 lanes behind', () => {
  let stage: WriterStage;
  beforeAll(async () => {
    stage = await WriterStage.open();
    await stage.begin();
    const told = await (await stage.conversation()).tell(message(1, 'one'));
    await stage.writer.database.query(BEHIND, [told.ticketKey, LANES]);
    await stage.writer.database.query('analyze lane');
    await stage.writer.database.query('analyze transcript');
  }, 240_000);
  afterAll(() => stage.close());

  it('K5 makes its first calls after one claim of as many lanes as it has places, and reads no other', async () => {
    const claims: { readonly request: ClaimRequest; readonly held: readonly HeldLane[] }[] = [];
    const loaded = new Set<string>();
    // It looks again from time to time, in vain while the organization has its share of the places.
    const fruitful = () => claims.filter(({ held }) => held.length > 0).length;
    const before: { readonly claims: number; readonly loaded: number }[] = [];
    const { lanes } = stage.writer;
    // Each method is the target's own; two of them are counted.
    const store = new Proxy<LaneStore>(lanes, {
      get: (target, name: keyof LaneStore) => {
        if (name === 'claim')
          return async (request: ClaimRequest) => {
            const held = await target.claim(request);
            claims.push({ request, held });
            return held;
          };
        if (name === 'load')
          return (held: HeldLane) => {
            loaded.add(held.ticketKey);
            return target.load(held);
          };
        return target[name].bind(target);
      },
    });
    const desk: ZendeskGateway = {
      ...stage.zendesk,
      createTicket: (...asked) => {
        before.push({ claims: fruitful(), loaded: loaded.size });
        return stage.zendesk.createTicket(...asked);
      },
    };
    stage.run({ store, desk });
    const [first] = await eventually(() => before.length > 0 && before, { timeoutMs: 60_000 });
    await stage.stopRunners();
    expect(first?.claims).toBe(1);
    expect(claims[0]?.held).toHaveLength(PLACES / 2);
    expect(first?.loaded).toBeLessThanOrEqual(PLACES / 2);
    const [row] = await stage.writer.database.query<{ left: number }>(
      `select count(*)::int as left from lane where workable`,
    );
    expect(row?.left).toBeGreaterThan(LANES - 1_000);
  });
});
