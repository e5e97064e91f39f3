import { listAt, NOON, objectAt, SandboxClient } from '../../test/sandbox-client';
import { tagNames } from './tag-names';

const PATH = '/api/v2/tickets/1/tags';

describe('tags of a ticket (Zendesk facts: tag endpoints)', () => {
  it('"GET, POST (set all, 201), PUT (add, 200), DELETE (remove, 200); each returns {tags}"', async () => {
    const client = new SandboxClient();
    await client.ticket({ tags: ['a', 'b'] });
    expect(await client.call('PUT', PATH, { body: { tags: ['c'] } })).toMatchObject({
      status: 200,
      body: { tags: ['a', 'b', 'c'] },
    });
    expect(await client.call('DELETE', PATH, { body: { tags: ['a', 'x'] } })).toMatchObject({
      status: 200,
      body: { tags: ['b', 'c'] },
    });
    expect(await client.call('POST', PATH, { body: { tags: ['only'] } })).toMatchObject({
      status: 201,
      body: { tags: ['only'] },
    });
    expect(await client.get(PATH)).toMatchObject({ status: 200, body: { tags: ['only'] } });
    const audits = listAt((await client.get('/api/v2/tickets/1/audits')).body, 'audits');
    expect(audits.map((audit) => listAt(audit, 'events').at(-1)?.['field_name'])).toEqual([
      'tags',
      'tags',
      'tags',
      'tags',
    ]);
  });

  it('"optional updated_stamp and safe_update: "true" (409 when stale)"', async () => {
    const client = new SandboxClient();
    await client.ticket();
    await client.advance(1);
    await client.update(1, { subject: 'moved' });
    const stale = { tags: ['x'], safe_update: 'true', updated_stamp: NOON };
    expect(await client.call('PUT', PATH, { body: stale })).toMatchObject({
      status: 409,
      body: { error: 'UpdateConflict' },
    });
    expect((await client.get(PATH)).body).toEqual({ tags: [] });
  });

  it('"these tag endpoints do not work on closed tickets"', async () => {
    const client = new SandboxClient();
    await client.ticket({ tags: ['a'] });
    await client.update(1, { status: 'closed' });
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      expect((await client.call(method, PATH, { body: { tags: ['a', 'b'] } })).status).toBe(422);
    }
  });

  it('"tags in a ticket create/update replaces the whole list"; additional_tags on a single ticket has no effect', async () => {
    const client = new SandboxClient();
    await client.ticket({ tags: ['a', 'b'] });
    expect(objectAt((await client.update(1, { tags: ['c'] })).body, 'ticket')['tags']).toEqual(['c']);
    expect(objectAt((await client.update(1, { additional_tags: ['d'] })).body, 'ticket')['tags']).toEqual([
      'c',
    ]);
  });

  it('"letters, digits, _ - : /; others dropped; spaces separate; stored lower case"', () => {
    expect(tagNames(['Über_Tag', 'a#@!b', 'x/y:z-1', 'two words', 'two', ''])).toEqual([
      'ab',
      'two',
      'words',
      'x/y:z-1',
      'über_tag',
    ]);
  });
});
