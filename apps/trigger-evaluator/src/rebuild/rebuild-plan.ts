import {
  consumerGroupId,
  parseConversationEvent,
  parseDerived,
  parseDirectoryEvent,
  type SyncEvent,
  topicName,
} from '@parley/contracts';
import {
  cloudEvents,
  type Coverage,
  EVENT_LOG_NOT_COVERED,
  type LogRecord,
  type OutgoingMessage,
  parkedContacts,
  type RebuildParts,
  type RebuildPhase,
  type RebuildPlan,
  SEEN_EVENTS,
} from '@parley/event-log';
import type { Transaction } from '@parley/platform';
import { decodeDocument } from '../follow-configuration/decode-document';
import { FollowConfiguration } from '../follow-configuration/follow-configuration';
import { FollowDirectory } from '../follow-configuration/follow-directory';
import { FoldEvents } from '../fold-events/fold-events';
import { MIGRATIONS, SCHEMA } from '../persistence/migrations';
import { RecordedSteps1700000010901 } from '../persistence/migrations/1700000010901-recorded-steps';
import { PostgresConfigurationStore } from '../persistence/postgres-configuration-store';
import { PostgresStateStore } from '../persistence/postgres-state-store';
import { PostgresStepStore } from '../persistence/postgres-step-store';
import { copiesCovered } from './compared-copies';
import { RecordedDeciders } from './recorded-deciders';
import { stepsOf } from './recorded-step';
import { settleRecord } from './settle-record';

const FOLDING = { queue: { request: () => Promise.resolve() }, wake: () => undefined };

/** How the evaluator's schema is rebuilt: states from the log of record and from what was decided, never by deciding again. */
export const EVALUATOR_REBUILD: RebuildPlan = {
  service: 'trigger-evaluator',
  schema: SCHEMA,
  migrations: MIGRATIONS,
  ownMigrations: [RecordedSteps1700000010901],
  phases,
  coverage,
  next: 'With the service stopped, its contact, conversation, organization, account and seen tables can take the place of the live ones (docs/adr/0008).',
};

function phases({ database, handler, prefix }: RebuildParts): readonly RebuildPhase[] {
  const states = new PostgresStateStore();
  const steps = new PostgresStepStore();
  const copies = {
    ...FOLDING,
    configuration: new PostgresConfigurationStore(),
    // Nobody decides by the copies in the fresh schema; the live ones' lock is left alone.
    lock: () => Promise.resolve(),
  };
  const fold = new FoldEvents({ ...FOLDING, states, deciders: new RecordedDeciders(steps), prefix });
  const { config, conversation, directory } = groupsOf(prefix);
  const requests = topicName(prefix, 'syncRequests');
  const decodeDecision = cloudEvents((event) => parseDerived('syncRequests', event));
  const keepSteps = async (tx: Transaction, events: readonly { readonly event: SyncEvent }[]) => {
    await steps.keep(
      tx,
      events.flatMap(({ event }) => stepsOf(event)),
    );
    return { outgoing: [] };
  };
  return [
    {
      what: 'decisions, configuration and directory',
      sources: [
        {
          topic: requests,
          group: RECORD_GROUP,
          through: 'all-told',
          handle: handler(RECORD_GROUP, { seen: false, decode: decodeDecision }, keepSteps),
          takeUnpublished: async (messages) => {
            const decoded = messages.map((message) => decodeDecision(asRecord(message)));
            const events = decoded.flatMap((one) => (one.kind === 'event' ? [one] : []));
            await database.transaction((tx) => keepSteps(tx, events));
          },
        },
        {
          topic: topicName(prefix, 'config'),
          group: config,
          through: 'position',
          handle: handler(
            config,
            { seen: false, decode: decodeDocument },
            new FollowConfiguration(copies).work,
          ),
        },
        {
          topic: topicName(prefix, 'directory'),
          group: directory,
          through: 'position',
          handle: handler(
            directory,
            { seen: false, decode: cloudEvents(parseDirectoryEvent, { nullValues: 'ignore' }) },
            new FollowDirectory(copies).work,
          ),
        },
      ],
    },
    {
      what: 'the log of record',
      sources: [
        {
          topic: topicName(prefix, 'conversationEvents'),
          group: conversation,
          through: 'position',
          handle: handler(
            conversation,
            { seen: true, decode: cloudEvents(parseConversationEvent) },
            fold.work,
          ),
        },
      ],
      after: async () => {
        await settleRecord({ transaction: (work) => database.transaction(work), states, steps });
      },
    },
  ];
}

/** A message that waits in the outbox, as the record it becomes. */
function asRecord({ topic, key, value, headers }: OutgoingMessage): LogRecord {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return { topic, partition: 0, offset: 0, timestamp: 0, key: Buffer.from(key), value: bytes, headers };
}

/** No live group reads the evaluator's own decisions. */
const RECORD_GROUP = 'rebuild.decisions';

function groupsOf(prefix: string) {
  return {
    conversation: consumerGroupId(prefix, 'triggerEvaluatorConversation'),
    config: consumerGroupId(prefix, 'triggerEvaluatorConfig'),
    directory: consumerGroupId(prefix, 'triggerEvaluatorDirectory'),
  };
}

function coverage(prefix: string, lost: (topic: string) => boolean): Coverage {
  return {
    tables: [
      { table: 'contact', key: ['id'], columns: ['state'], json: ['state'], leftOut: {} },
      {
        table: 'conversation',
        key: ['id'],
        columns: ['contact_id', 'account_id', 'state'],
        json: ['state'],
        leftOut: {},
      },
      ...copiesCovered({
        configurationLost: lost(topicName(prefix, 'config')),
        directoryLost: lost(topicName(prefix, 'directory')),
      }),
      SEEN_EVENTS,
      parkedContacts(Object.values(groupsOf(prefix))),
    ],
    notCovered: {
      ...EVENT_LOG_NOT_COVERED,
      configuration: 'counts how often copies were changed, so that replicas notice; batches differ',
      reevaluation: 'work that waits: what it decides is on record once it is done',
    },
  };
}
