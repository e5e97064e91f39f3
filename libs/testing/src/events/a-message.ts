import type { Attachment, Message } from '@parley/contracts';

/** Builds one message: `aMessage('m-1').saying('Hello').sentAt('2026-11-21T09:00:00Z').build()`. */
export class MessageBuilder {
  private constructor(private readonly message: Message) {}

  static withId(id: string): MessageBuilder {
    return new MessageBuilder({ id, text: `Text of ${id}`, sentAt: '2026-11-21T09:00:00.000Z' });
  }

  saying(text: string): MessageBuilder {
    return this.with({ text });
  }

  inHtml(html: string): MessageBuilder {
    return this.withoutText().with({ html });
  }

  withoutText(): MessageBuilder {
    const { text: _text, ...rest } = this.message;
    return new MessageBuilder(rest);
  }

  sentAt(sentAt: string): MessageBuilder {
    return this.with({ sentAt });
  }

  linkedAs(url: string): MessageBuilder {
    return this.with({ url });
  }

  carrying(...attachments: readonly Attachment[]): MessageBuilder {
    return this.with({ attachments });
  }

  answering(messageId: string): MessageBuilder {
    return this.with({ inReplyTo: messageId });
  }

  build(): Message {
    return this.message;
  }

  private with(part: Partial<Message>): MessageBuilder {
    return new MessageBuilder({ ...this.message, ...part });
  }
}

/** A message with a text of its own. */
export function aMessage(id = 'm-1'): MessageBuilder {
  return MessageBuilder.withId(id);
}
