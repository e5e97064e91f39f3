import type { Contact, ConversationEvent } from '@parley/contracts';
import type { ShownMessage } from './shown-messages';

/** A message that was told, as its ticket must show it in the end, with the link that the note may carry. */
export interface ToldMessage extends ShownMessage {
  readonly url?: string;
}

/**
 * What a ticket with the default settings shows of these events: every message of contact, advisor and bot once, in log order,
 * public unless its delivery failed (K1, K3, K4). Notes are left out; what comes later to a message is for each spec to say.
 */
export function toldMessages(events: readonly ConversationEvent[]): readonly ToldMessage[] {
  return events.flatMap((event) => {
    if (event.type === 'parley.message.received.v1')
      return [told(nameOf(event.data.contact), event.data.message, 'sent')];
    if (event.type !== 'parley.message.sent.v1') return [];
    const { author, delivery, message } = event.data;
    return [told(`${author.name ?? ''} (${author.kind})`, message, delivery ?? 'sent')];
  });
}

function nameOf({ name, handle }: Contact): string {
  return name ?? handle ?? 'Contact';
}

function told(
  who: string,
  message: { readonly text?: string | undefined; readonly url?: string | undefined },
  delivery: 'pending' | 'sent' | 'failed',
): ToldMessage {
  const failed = delivery === 'failed';
  return {
    who,
    text: message.text ?? '[no text]',
    shown: failed ? 'internal' : 'public',
    marks: failed ? ['not delivered'] : [],
    ...(message.url === undefined ? {} : { url: message.url }),
  };
}
