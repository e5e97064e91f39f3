import type { OutgoingMessage } from '../../src';

/** A key of each of four partitions by murmur2, as the Java client computes it. */
export const KEY_IN = ['contact-0', 'contact-2', 'contact-1', 'contact-5'] as const;

export function message(topic: string, key: string, value: string): OutgoingMessage {
  return { topic, key, value, headers: {} };
}

/** `count` messages of one key, numbered from `from`. */
export function numbered(topic: string, key: string, count: number, from = 0): OutgoingMessage[] {
  return Array.from({ length: count }, (_, index) => message(topic, key, `${key}#${from + index}`));
}
