export { dropTestDatabase, testDatabase, type TestDatabase } from './database/testDatabase';
export { aConversation, ConversationStory } from './events/aConversation';
export { aDirectory, DirectoryBuilder } from './events/aDirectory';
export { aMessage, MessageBuilder } from './events/aMessage';
export { eventually, type EventuallyOptions } from './eventually';
export { fixedClock, type FixedClock } from './fixedClock';
export { isAlive, killHard, type ProcessIdentity } from './parts/processIdentity';
export {
  sharedKafkaBrokers,
  startKafka,
  startPostgres,
  type TestKafka,
  type TestPart,
  type TestPostgres,
} from './parts/startParts';
export { testTopicPrefix } from './testTopicPrefix';
