import { randomBytes } from 'node:crypto';

/** A topic prefix (as `PARLEY_TOPIC_PREFIX`) that no other test uses. */
export function testTopicPrefix(): string {
  return `test-${randomBytes(5).toString('hex')}.`;
}
