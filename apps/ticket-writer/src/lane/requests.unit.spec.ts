import fc from 'fast-check';
import type { Entry } from '@parley/ticket-content';
import {
  facts,
  GRACE,
  message,
  place,
  REQUESTER,
  target,
  WriterWorld,
  CONNECTED_USER,
} from '../../test/writer-world';
import { DEFAULT_CONFIGURATION, type OrganizationConfiguration } from '@parley/contracts';

interface SentTicket {
  readonly comment?: {
    readonly public?: unknown;
    readonly author_id?: unknown;
    readonly html_body?: unknown;
  };
  readonly [property: string]: unknown;
}

/** Every call that changes something, with its body. */
async function sent(
  entries: readonly Entry[],
  configuration: Partial<OrganizationConfiguration> = {},
): Promise<readonly SentTicket[]> {
  const world = await WriterWorld.started(configuration);
  const bodies: SentTicket[] = [];
  const read = (body: Uint8Array) =>
    bodies.push((JSON.parse(Buffer.from(body).toString('utf8')) as { ticket: SentTicket }).ticket);
  const { createTicket, updateTicket } = world.zendesk;
  world.zendesk.createTicket = (organization, write) => {
    read(write.body);
    return createTicket.call(world.zendesk, organization, write);
  };
  world.zendesk.updateTicket = (organization, ticketId, write) => {
    read(write.body);
    return updateTicket.call(world.zendesk, organization, ticketId, write);
  };
  await world.intake.facts(facts(entries));
  await world.intake.targets([target(1, entries.at(-1)?.at.offset ?? 1)]);
  await world.settle();
  return bodies;
}

describe('what is sent to Zendesk', () => {
  it('K2: group, brand, form, priority, tags and custom fields reach the first ticket and its follow-up', async () => {
    const ticket = {
      ...DEFAULT_CONFIGURATION.ticket,
      groupId: 11,
      brandId: 12,
      formId: 13,
      priority: 'high',
      tags: ['Social Media'],
      fields: { '4711': 'gold', '4712': true },
    } as const;
    const bodies = await sent([message(1, 'one'), { kind: 'closed', at: place(2) }, message(3, 'two')], {
      ticket,
    });
    const creates = bodies.filter(({ subject }) => subject !== undefined);
    expect(creates).toHaveLength(2);
    for (const create of creates) {
      expect(create).toMatchObject({
        group_id: 11,
        brand_id: 12,
        ticket_form_id: 13,
        priority: 'high',
        tags: ['parley', 'social_media'],
        custom_fields: [
          { id: 4711, value: 'gold' },
          { id: 4712, value: true },
        ],
      });
    }
  });

  it('K2: nothing that is not set is sent', async () => {
    const [create] = await sent([message(1, 'one')]);
    expect(Object.keys(create ?? {}).sort()).toEqual([
      'comment',
      'external_id',
      'metadata',
      'requester_id',
      'subject',
      'tags',
    ]);
  });

  it("K2: language and time zone of Parley's own words are the organization's", async () => {
    const ticket = { ...DEFAULT_CONFIGURATION.ticket, language: 'fr', timeZone: 'Europe/Paris' } as const;
    const bodies = await sent([message(1, 'one'), message(2, 'two', GRACE)], { ticket });
    const html = bodies.map(({ comment }) => String(comment?.html_body)).join('');
    expect(html).toContain('2026-11-21 10:30 UTC+01:00');
    expect(html).toContain('Grace Hopper (conseiller)');
    expect(html).toContain('Dernier message');
  });

  it('K14 K4: every comment says who wrote it and who may read it, and no call can notify in another way', async () => {
    const KNOWN = new Set([
      'assignee_id',
      'comment',
      'external_id',
      'metadata',
      'requester_id',
      'safe_update',
      'status',
      'subject',
      'tags',
      'updated_stamp',
      'via_followup_source_id',
    ]);
    const entry = fc.constantFrom('contact', 'advisor', 'edit', 'deletion', 'tags', 'closed', 'failed');
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 10 }), async (kinds) => {
        const entries = kinds.map((kind, index): Entry => {
          const at = place(index + 2);
          if (kind === 'contact') return message(index + 2, 'text');
          if (kind === 'advisor') return message(index + 2, 'text', GRACE);
          if (kind === 'edit') return { kind, at, messageId: 'm-1', text: 'other' };
          if (kind === 'deletion') return { kind, at, messageId: 'm-1' };
          if (kind === 'tags') return { kind, at, tags: [`t-${index}`] };
          if (kind === 'closed') return { kind, at };
          return { ...message(index + 2, 'text', GRACE), delivery: 'failed' } as Entry;
        });
        for (const body of await sent([message(1, 'one'), ...entries])) {
          expect(Object.keys(body).filter((name) => !KNOWN.has(name))).toEqual([]);
          if (body.comment === undefined) continue;
          expect(Object.keys(body.comment).sort()).toEqual(['author_id', 'html_body', 'public']);
          expect(typeof body.comment.public).toBe('boolean');
          expect([REQUESTER, CONNECTED_USER]).toContain(body.comment.author_id);
        }
      }),
      { numRuns: 40 },
    );
  });
});
