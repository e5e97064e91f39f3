import type { RecordedDecision, Requester as RequesterMessage } from '@parley/contracts';
import { type Requester, requesterKey } from '@parley/sync-policy';
import type { OnRecord } from './tellings';

/** A decision in the words of its record. */
export function recordedDecision({ decision, after }: OnRecord): RecordedDecision {
  const { organizationId } = decision;
  const common = { after, organizationId };
  switch (decision.kind) {
    case 'fired': {
      const { ticket } = decision;
      const { cause, at, position } = ticket.completedBy;
      return {
        ...common,
        kind: 'fired',
        mode: ticket.mode,
        trigger: cause,
        triggerPosition: position,
        triggerAt: at,
        firedAt: ticket.firedAt,
        throughPosition: ticket.through,
        requester: requesterMessage(ticket.requester),
        frozen: ticket.frozen,
        ...(ticket.ownOf === undefined ? {} : { ownOf: ticket.ownOf }),
      };
    }
    case 'extended':
      return {
        ...common,
        kind: 'extended',
        throughPosition: decision.through,
        ...(decision.ownOf === undefined ? {} : { ownOf: decision.ownOf }),
      };
    case 'advanced':
      return { ...common, kind: 'advanced', throughPosition: decision.through };
    case 'frozen':
      return { ...common, kind: 'frozen' };
    case 'readdressed':
      return { ...common, kind: 'readdressed', requester: requesterMessage(decision.requester) };
  }
}

/** A requester in the words of messages. */
export function requesterMessage(requester: Requester): RequesterMessage {
  const key = requesterKey(requester);
  switch (requester.kind) {
    case 'linked':
      return { key, kind: 'linked', zendeskUserId: requester.zendeskUserId };
    case 'email':
      return { key, kind: 'email', email: requester.email, name: requester.name };
    case 'nameless':
      return { key, kind: 'nameless', name: requester.name };
  }
}
