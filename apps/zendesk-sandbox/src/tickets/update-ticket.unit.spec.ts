import { invalid, listAt, NOON, objectAt, SandboxClient } from '../../test/sandbox-client';
import { textOf } from '../http/json';

const CLOSED = invalid('status', { description: 'Status: closed prevents ticket update' });

describe('PUT /api/v2/tickets/{id} (Zendesk facts: update, collisions, statuses)', () => {
  it('"partial; 200 with {ticket, audit}; field changes appear as events of type Change"', async () => {
    const client = new SandboxClient();
    await client.ticket({ subject: 'one', tags: ['a'] });
    await client.advance(5);
    const reply = await client.update(1, {
      subject: 'two',
      tags: ['b'],
      status: 'pending',
      metadata: { marker: 'm-1' },
    });
    expect(reply.status).toBe(200);
    expect(objectAt(reply.body, 'ticket')).toMatchObject({
      subject: 'two',
      status: 'pending',
      created_at: NOON,
      updated_at: '2026-11-22T12:00:05Z',
    });
    const audit = objectAt(reply.body, 'audit');
    expect(objectAt(audit, 'metadata')['custom']).toEqual({ marker: 'm-1' });
    expect(listAt(audit, 'events').map(({ id: _id, ...event }) => event)).toEqual([
      { type: 'Change', field_name: 'subject', value: 'two', previous_value: 'one' },
      { type: 'Change', field_name: 'status', value: 'pending', previous_value: 'new' },
      { type: 'Change', field_name: 'tags', value: ['b'], previous_value: ['a'] },
    ]);
  });

  it('"metadata comes back as audit.metadata.custom": the audits can be read newest first', async () => {
    const client = new SandboxClient();
    await client.ticket({ metadata: { marker: 'm-0' } });
    await client.update(1, { comment: { body: 'x' }, metadata: { marker: 'm-1' } });
    const audits = listAt(
      (await client.get('/api/v2/tickets/1/audits?page[size]=1&sort=-created_at')).body,
      'audits',
    );
    expect(audits.map((audit) => objectAt(objectAt(audit, 'metadata'), 'custom'))).toEqual([
      { marker: 'm-1' },
    ]);
  });

  it('"safe_update + updated_stamp: mismatch answers 409 UpdateConflict" and nothing is written', async () => {
    const client = new SandboxClient();
    await client.ticket();
    await client.advance(10);
    await client.update(1, { subject: 'by somebody else' });
    const stale = await client.update(1, {
      comment: { body: 'late' },
      safe_update: true,
      updated_stamp: NOON,
    });
    expect(stale).toMatchObject({ status: 409, body: { error: 'UpdateConflict' } });
    expect(stale.body['description']).toMatch(
      /^Safe Update prevented the update due to outdated ticket data/,
    );
    expect((await client.get('/api/v2/tickets/1/comments')).body['count']).toBe(1);
    const fresh = await client.update(1, {
      comment: { body: 'now' },
      safe_update: true,
      updated_stamp: '2026-11-22T12:00:10Z',
    });
    expect(fresh.status).toBe(200);
  });

  it('"sending safe_update:false acts like true; leave it out to turn it off"', async () => {
    const client = new SandboxClient();
    await client.ticket();
    const stamp = '2026-01-01T00:00:00Z';
    expect((await client.update(1, { subject: 'x', safe_update: false, updated_stamp: stamp })).status).toBe(
      409,
    );
    expect((await client.update(1, { subject: 'x', updated_stamp: stamp })).status).toBe(200);
  });

  it('"timestamps have 1-second resolution, so two writes in one second can share a stamp"', async () => {
    const client = new SandboxClient();
    const ticket = await client.ticket();
    await client.update(1, { subject: 'somebody else, same second' });
    const weak = await client.update(1, {
      subject: 'mine',
      safe_update: true,
      updated_stamp: ticket['updated_at'] ?? null,
    });
    expect(weak.status).toBe(200);
  });

  it('"updated_at moves only when the update produced a ticket event; generated_timestamp moves on every change"', async () => {
    const client = new SandboxClient();
    await client.ticket({ subject: 'same' });
    await client.advance(60);
    const reply = await client.update(1, { subject: 'same', metadata: { marker: 'nothing happened' } });
    expect(objectAt(reply.body, 'ticket')).toMatchObject({
      updated_at: NOON,
      generated_timestamp: Date.parse(NOON) / 1000 + 60,
    });
    expect((await client.get('/api/v2/tickets/1/audits')).body['count']).toBe(1);
  });

  it('"there is no fixed default: the value of public used at ticket creation carries on to later comments"', async () => {
    const client = new SandboxClient();
    for (const isPublic of [true, false]) {
      const ticket = await client.ticket({ comment: { body: 'first', public: isPublic } });
      await client.update(ticket['id'], { comment: { body: 'second' } });
      const comments = listAt(
        (await client.get(`/api/v2/tickets/${textOf(ticket['id'])}/comments`)).body,
        'comments',
      );
      expect(comments.map((comment) => comment['public'])).toEqual([isPublic, isPublic]);
    }
  });

  it('"comment.author_id sets the displayed author; the authenticated user stays the updater"', async () => {
    const client = new SandboxClient();
    const ada = await client.user({ name: 'Ada' });
    await client.ticket();
    const reply = await client.update(1, { comment: { html_body: 'x', author_id: ada['id'] ?? null } });
    const audit = objectAt(reply.body, 'audit');
    expect(listAt(audit, 'events')[0]?.['author_id']).toBe(ada['id']);
    expect(audit['author_id']).not.toBe(ada['id']);
    expect((await client.update(1, { comment: { body: 'x', author_id: 1 } })).status).toBe(422);
  });

  it('"the API may set closed directly"; "a closed ticket is terminal: any single PUT gives 422"', async () => {
    const client = new SandboxClient();
    await client.ticket();
    expect(objectAt((await client.update(1, { status: 'closed' })).body, 'ticket')['status']).toBe('closed');
    for (const fields of [
      { status: 'open' },
      { comment: { body: 'x' } },
      { tags: ['x'] },
      { subject: 'x' },
    ]) {
      expect(await client.update(1, fields)).toMatchObject({ status: 422, body: CLOSED });
    }
    expect((await client.get('/api/v2/tickets/1')).status).toBe(200);
  });

  it('close rides in the same call as the last comment', async () => {
    const client = new SandboxClient();
    await client.ticket();
    const reply = await client.update(1, { comment: { body: 'bye' }, status: 'closed', tags: ['done'] });
    expect(listAt(objectAt(reply.body, 'audit'), 'events').map((event) => event['type'])).toEqual([
      'Comment',
      'Change',
      'Change',
    ]);
  });

  it('"solved needs an assignee: 422 details.base … is required when solving a ticket", and every field required on solve', async () => {
    const client = new SandboxClient();
    const field = { title: 'Root cause', type: 'text', required: true };
    const created = await client.call('POST', '/api/v2/ticket_fields', { body: { ticket_field: field } });
    const fieldId = objectAt(created.body, 'ticket_field')['id'] ?? null;
    await client.ticket();
    expect(await client.update(1, { status: 'solved' })).toMatchObject({
      status: 422,
      body: invalid(
        'base',
        { description: 'Assignee: is required when solving a ticket' },
        { description: 'Root cause: is required when solving a ticket' },
      ),
    });
    const me = objectAt((await client.get('/api/v2/users/me')).body, 'user')['id'] ?? null;
    const solved = await client.update(1, {
      status: 'solved',
      assignee_id: me,
      custom_fields: [{ id: fieldId, value: 'x' }],
    });
    expect(objectAt(solved.body, 'ticket')).toMatchObject({
      status: 'solved',
      custom_fields: [{ id: fieldId, value: 'x' }],
    });
  });

  it('"an account setting auto-assigns the solver"', async () => {
    const client = new SandboxClient({ autoAssignSolver: true });
    await client.ticket();
    const me = objectAt((await client.get('/api/v2/users/me')).body, 'user')['id'];
    expect(objectAt((await client.update(1, { status: 'solved' })).body, 'ticket')['assignee_id']).toBe(me);
  });

  it('"any of open, pending, hold, solved can be set from any other"; "a ticket can never return to new"', async () => {
    const client = new SandboxClient({ autoAssignSolver: true });
    await client.ticket();
    for (const status of ['pending', 'hold', 'solved', 'open', 'solved', 'pending', 'open', 'hold']) {
      expect((await client.update(1, { status })).status).toBe(200);
    }
    expect((await client.update(1, { status: 'new' })).status).toBe(422);
    expect((await client.update(1, { status: 'banana' })).status).toBe(422);
  });

  it('"priority cannot be emptied once set: Priority: cannot be reset"', async () => {
    const client = new SandboxClient();
    await client.ticket({ priority: 'high' });
    expect(await client.update(1, { priority: null })).toMatchObject({
      status: 422,
      body: invalid('priority', { description: 'Priority: cannot be reset' }),
    });
  });

  it('"at most 5 000 comments per ticket; after that a request adding a comment gets 422, other updates still work"', async () => {
    const client = new SandboxClient({ maxCommentsPerTicket: 2 });
    await client.ticket();
    expect((await client.update(1, { comment: { body: '2' } })).status).toBe(200);
    expect((await client.update(1, { comment: { body: '3' } })).status).toBe(422);
    expect((await client.update(1, { subject: 'still works' })).status).toBe(200);
  });

  it('an agent call in the name of an end user leaves a pending ticket pending, unless the setting says otherwise', async () => {
    for (const reopens of [false, true]) {
      const client = new SandboxClient({ reopenOnEndUserAuthor: reopens });
      const ada = await client.user({ name: 'Ada' });
      await client.ticket();
      await client.update(1, { status: 'pending' });
      const reply = await client.update(1, { comment: { body: 'x', author_id: ada['id'] ?? null } });
      expect(objectAt(reply.body, 'ticket')['status']).toBe(reopens ? 'open' : 'pending');
    }
  });

  it('an unknown ticket is "404 RecordNotFound"; an unknown path is "404 InvalidEndpoint"; a word as id is a 400', async () => {
    const client = new SandboxClient();
    expect(await client.update(99, {})).toMatchObject({
      status: 404,
      body: { error: 'RecordNotFound', description: 'Not found' },
    });
    expect(await client.get('/api/v2/nothing')).toMatchObject({
      status: 404,
      body: { error: 'InvalidEndpoint', description: 'Not found' },
    });
    expect((await client.get('/api/v2/tickets/abc')).body['error']).toEqual({
      title: 'Invalid attribute',
      message:
        'You passed an invalid value for the id attribute. Invalid parameter: id must be an integer from api/v2/tickets/show',
    });
  });
});
