import type { Client } from 'pg';

/** How many tickets are behind. */
export const LANES = 100_000;

/** Nothing of a ticket is written yet. */
const NOTHING_ACHIEVED = {
  position: null,
  part: 0,
  pinned: null,
  history: 'open',
  followUpNoteDue: false,
  conversationTags: [],
  ownTags: [],
  redaction: null,
  ignored: [],
};

const TRANSCRIPTS = `
  insert into writer.transcript (conversation_id, contact_id, epoch, log_offset, partition, kind, message_id, amendment, from_contact, body)
  select t.conversation_id || '-' || n, t.contact_id, t.epoch, t.log_offset, t.partition, t.kind, t.message_id, t.amendment, t.from_contact, t.body
  from writer.transcript t join writer.lane l using (conversation_id) cross join generate_series(1, $2::integer) n
  where l.organization_id = $1`;

const LANES_BEHIND = `
  insert into writer.lane (ticket_key, organization_id, account_id, conversation_id, contact_id, mode, frozen, partition, fired_epoch,
    fired_offset, through_epoch, through_offset, requester_key, requester_email, target_version, achieved, workable, work_class, behind_since)
  select gen_random_uuid(), organization_id, account_id, conversation_id || '-' || n, contact_id, mode, frozen, partition, fired_epoch,
    fired_offset, through_epoch, through_offset, requester_key, requester_email, target_version, $3, true, 0, clock_timestamp()
  from writer.lane cross join generate_series(1, $2::integer) n where organization_id = $1`;

/** Copies of the one conversation of an organization, each with its transcript and a ticket to be created; set by set, seen all at once. */
export async function makeBacklog(client: Client, organizationId: string): Promise<void> {
  await together(client, async () => {
    await client.query(TRANSCRIPTS, [organizationId, LANES]);
    await client.query(LANES_BEHIND, [organizationId, LANES, JSON.stringify(NOTHING_ACHIEVED)]);
  });
  await client.query('analyze writer.lane');
  await client.query('analyze writer.transcript');
}

/** Takes all of an organization away again, with what became of it meanwhile. */
export async function forgetBacklog(client: Client, organizationId: string): Promise<void> {
  const of = 'from writer.lane where organization_id = $1';
  await together(client, async () => {
    for (const statement of [
      `select ${of} order by ticket_key for update`,
      `delete from writer.effect where ticket_key in (select ticket_key ${of})`,
      `delete from writer.transcript where conversation_id in (select conversation_id ${of})`,
      `delete ${of}`,
    ])
      await client.query(statement, [organizationId]);
  });
}

async function together(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
