import type { OrganizationDocument } from '@parley/contracts';
import type { Database } from '@parley/platform';
import type { HeldLane, LaneRecord } from '../lane/lane';
import { documentOf } from './account-gates';
import { EFFECT_JSON, recordOf, type LaneRow } from './lane-row';

const LOAD = `
  select l.ticket_key, l.organization_id, l.account_id, l.conversation_id, l.contact_id, l.mode, l.frozen, l.partition,
    l.fired_epoch, l.fired_offset, l.through_epoch, l.through_offset, l.requester_email, l.traceparent, l.generation,
    l.ticket_id, l.earlier_ticket_id, l.comments, l.achieved, l.ticket_requester_id, l.sight,
    (extract(epoch from clock_timestamp() - l.stamp_seen_at) * 1000)::float8 as sight_age_ms,
    l.state, l.sequence, l.written, l.written_at, l.version, l.remade,
    (extract(epoch from clock_timestamp() - l.requested_at) * 1000)::float8 as request_age_ms,
    coalesce((f.epoch, f.next_offset) > (l.through_epoch, l.through_offset), false) as is_followed,
    exists (select from parked_contact p where p.consumer_group = $3 and p.contact_key = l.contact_id) as is_broken,
    case when c.blocked_reason is null then c.zendesk_user_id end as customer_id,
    o.document, a.name as account_name, a.network, n.name as contact_name, n.handle,
    u.effect, u.effect_body, s.suspects
  from lane l
  left join frontier f on f.partition = l.partition
  left join customer c on c.organization_id = l.organization_id and c.requester_key = l.requester_key
  left join organization o on o.organization_id = l.organization_id
  left join account a on a.account_id = l.account_id
  left join lateral (
    select name, handle from contact_name n
    where n.contact_id = l.contact_id and (n.epoch, n.log_offset) <= (l.fired_epoch, l.fired_offset)
    order by epoch desc, log_offset desc limit 1) n on true
  left join lateral (
    select ${EFFECT_JSON} as effect, e.body as effect_body from effect e
    where e.ticket_key = l.ticket_key and e.state in ('in-flight', 'unknown')) u on true
  left join lateral (
    select json_agg(${EFFECT_JSON}) as suspects from effect e where e.ticket_key = l.ticket_key and e.suspect) s on true
  where l.ticket_key = $1 and l.epoch = $2`;

/** Documents that were read last, so that an unchanged one is parsed once. */
const MOST_DOCUMENTS = 1_000;

/** Reads held lanes. */
export class LaneLoader {
  private readonly documents = new Map<string, OrganizationDocument>();

  /** @param transcriptGroup consumer group that keeps the transcript */
  constructor(
    private readonly database: Database,
    private readonly transcriptGroup: string,
  ) {}

  async load(held: HeldLane): Promise<LaneRecord | undefined> {
    const [row] = await this.database.query<LaneRow>(LOAD, [
      held.ticketKey,
      held.epoch,
      this.transcriptGroup,
    ]);
    return row && recordOf(row, row.document === null ? undefined : this.parsed(row.document));
  }

  private parsed(text: string): OrganizationDocument {
    const known = this.documents.get(text);
    if (known !== undefined) return known;
    const document = documentOf(text);
    if (this.documents.size >= MOST_DOCUMENTS) this.documents.clear();
    this.documents.set(text, document);
    return document;
  }
}
