import { consumerGroupId, parseConversationEvent, parseDerived, topicName } from '@parley/contracts';
import {
  cloudEvents,
  type Coverage,
  EVENT_LOG_NOT_COVERED,
  parkedContacts,
  type RebuildParts,
  type RebuildPhase,
  type RebuildPlan,
} from '@parley/event-log';
import { wakeAfter } from '../intake/following';
import { factsOf } from '../follow-transcript/facts.translate';
import { targetsOf } from '../follow-targets/target.translate';
import { WRITER_SCHEMA, writerMigrations } from '../persistence/migrations';
import { PostgresIntake } from '../persistence/postgres-intake';

const TRACE = 'the span in which the service that consumed it worked';
const ACHIEVED = 'what was achieved in Zendesk: no log tells it, and a rebuild never covers it';
const FIRST_WRITE =
  'fixed by the first write to the ticket, which no log tells; until then the newest target decides';
const WORK = 'whether and when the lane is worked';

/** How the writer's schema is rebuilt: the facts of conversations, and how far each ticket may go. Never what was achieved. */
export const WRITER_REBUILD: RebuildPlan = {
  service: 'ticket-writer',
  schema: WRITER_SCHEMA,
  migrations: writerMigrations,
  phases,
  coverage,
  next: 'With the service stopped, its transcript, contact_name and frontier tables can take the place of the live ones (docs/adr/0008); lanes stay.',
};

function groupsOf(prefix: string) {
  return {
    transcript: consumerGroupId(prefix, 'ticketWriterTranscript'),
    targets: consumerGroupId(prefix, 'ticketWriterTargets'),
  };
}

function phases({ handler, prefix }: RebuildParts): readonly RebuildPhase[] {
  const { transcript, targets } = groupsOf(prefix);
  // Nobody works in the fresh schema, so there is nobody to wake.
  const following = {
    intake: (tx: ConstructorParameters<typeof PostgresIntake>[0]) => new PostgresIntake(tx),
    runner: { wake: () => undefined, wakeAll: () => undefined },
  };
  return [
    {
      what: 'facts and targets',
      sources: [
        {
          topic: topicName(prefix, 'conversationEvents'),
          group: transcript,
          through: 'position',
          handle: handler(
            transcript,
            { seen: true, decode: cloudEvents(parseConversationEvent) },
            async (tx, events, context) =>
              wakeAfter(following, await following.intake(tx).facts(factsOf(events, context))),
          ),
        },
        {
          topic: topicName(prefix, 'syncRequests'),
          group: targets,
          through: 'position',
          handle: handler(
            targets,
            { seen: false, decode: cloudEvents((event) => parseDerived('syncRequests', event)) },
            async (tx, events) => wakeAfter(following, await following.intake(tx).targets(targetsOf(events))),
          ),
        },
      ],
    },
  ];
}

function coverage(prefix: string): Coverage {
  return {
    tables: [
      {
        table: 'transcript',
        key: ['conversation_id', 'contact_id', 'epoch', 'log_offset'],
        columns: ['partition', 'kind', 'message_id', 'amendment', 'from_contact', 'body'],
        json: ['body'],
        leftOut: { traceparent: TRACE },
      },
      {
        table: 'contact_name',
        key: ['contact_id', 'epoch', 'log_offset'],
        columns: ['name', 'handle'],
        leftOut: {},
      },
      { table: 'frontier', key: ['partition'], columns: ['epoch', 'next_offset'], leftOut: {} },
      {
        table: 'lane',
        key: ['ticket_key'],
        columns: [
          'organization_id',
          'account_id',
          'conversation_id',
          'contact_id',
          'mode',
          'frozen',
          'partition',
          'through_epoch',
          'through_offset',
          'requester_key',
          'requester_email',
          'target_version',
        ],
        leftOut: {
          traceparent: TRACE,
          ...because(ACHIEVED, LANE_ACHIEVED),
          ...because(FIRST_WRITE, ['fired_epoch', 'fired_offset']),
          ...because(WORK, LANE_WORK),
        },
        note: 'the target of each lane; never what was achieved',
      },
      parkedContacts(Object.values(groupsOf(prefix))),
    ],
    notCovered: {
      ...EVENT_LOG_NOT_COVERED,
      ...because(ACHIEVED, ['effect', 'attachment', 'attached_file', 'agent']),
      customer: 'what customer-service found out; a rebuild does not cover customers',
      ...because('a copy, written again by the next version', ['organization', 'account', 'account_gate']),
      backlog_report: 'how much waits now, and when that was told',
      blob_use: 'goes with the files, when they are no longer kept',
      seen: 'holds the orders of people too, which are carried out once and never again',
    },
  };
}

const LANE_ACHIEVED = [
  'generation',
  'ticket_id',
  'earlier_ticket_id',
  'comments',
  'achieved',
  'achieved_epoch',
  'achieved_offset',
  'whole',
  'ticket_status',
  'ticket_requester_id',
  'sight',
  'stamp',
  'stamp_seen_at',
  'parked_effect',
  'remade',
  'written',
  'written_at',
  // Of the time of a record, which a repeated one may move.
  'requested_at',
] as const;

const LANE_WORK = [
  'state',
  'reason',
  'detail',
  'state_since',
  'workable',
  'work_class',
  'behind_since',
  'not_before',
  'lease_owner',
  'lease_until',
  'epoch',
  'sequence',
  'version',
] as const;

function because(why: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, why]));
}
