import { linkedRequesterKey } from '@parley/contracts';
import type { Database } from '@parley/platform';
import type { AssociationCounts, AssociationEffects } from '../associate-contact/association-effects';

/**
 * The contact's conversations in the organization. One without a target is ready when every gate but the trigger stands open, the
 * trigger of Mode A waits for the association, and an advisor's reply was really sent (T1, T2). One with an open ticket that another
 * association made changes its requester (T10).
 */
const COUNT = `
  with mine as (
    select c.id, g.gates::jsonb as gates, t.mode, t.requester_key, t.frozen,
      exists (select from ticket k where k.conversation_id = c.id and k.organization_id = $2
        and k.status is distinct from 'closed') as open_ticket,
      exists (select from log_event e where e.conversation_id = c.id and (
        (e.type = 'parley.message.sent.v1' and e.summary like 'Reply by an advisor (sent)%')
        or (e.type = 'parley.message.delivery-changed.v1' and e.summary = 'Delivery of a reply is now sent'))) as replied
    from conversation c
    left join gate_report g on g.conversation_id = c.id
    left join lateral (
      select mode, requester_key, frozen from sync_target
      where conversation_id = c.id and organization_id = $2 order by version desc limit 1) t on true
    where c.contact_id = $1 and c.organization_id = $2)
  select
    (count(*) filter (where mode is null and waits and replied))::integer as "newTickets",
    (count(*) filter (where mode = 'A' and not frozen and open_ticket and requester_key <> $3))::integer as "newRequesters",
    (count(*) filter (where mode is null and not (waits and replied)))::integer as waiting
  from (
    select *, coalesce(gates @? '$[*] ? (@.gate == "trigger" && @.mode == "A" && @.reason == "not-associated")'
      and not gates @? '$[*] ? (@.gate != "trigger" && @.open == false)', false) as waits
    from mine) counted`;

/** What an association would do, from the read model; costs what the contact's own conversations cost. */
export class PostgresAssociationEffects implements AssociationEffects {
  constructor(private readonly database: Pick<Database, 'query'>) {}

  async count(
    { contactId, organizationId }: { readonly contactId: string; readonly organizationId: string },
    zendeskUserId: number,
  ): Promise<AssociationCounts> {
    const [counts] = await this.database.query<AssociationCounts>(COUNT, [
      contactId,
      organizationId,
      linkedRequesterKey(zendeskUserId),
    ]);
    return counts ?? { newTickets: 0, newRequesters: 0, waiting: 0 };
  }
}
