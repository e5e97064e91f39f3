export { decideOnConsent } from './parts/consent';
export { dropTestDatabase, testDatabase, type TestDatabase } from './database/test-database';
export { keepDatabase, type DatabaseSnapshot } from './database/database-snapshot';
export { aConversation, ConversationStory } from './events/a-conversation';
export { aDirectory, DirectoryBuilder } from './events/a-directory';
export { aMessage, MessageBuilder } from './events/a-message';
export { eventually, type EventuallyOptions } from './eventually';
export { fixedClock, type FixedClock } from './fixed-clock';
export { isAlive, killHard, type ProcessIdentity } from './parts/process-identity';
export {
  sharedKafkaBrokers,
  startKafka,
  startPostgres,
  type TestKafka,
  type TestPart,
  type TestPostgres,
} from './parts/start-parts';
export { Browser } from './parts/browser';
export { chooseAtIssuer, LocalIssuer } from './parts/local-issuer';
export { SANDBOX_TOKEN, ZendeskSandbox } from './parts/zendesk-sandbox';
export { testTopicPrefix } from './test-topic-prefix';
export { FileServer, type FileAnswer } from './parts/file-server';
