import { CONNECTED_USER, Conversation, lane, REQUESTER, SETTINGS } from '../test/conversation';
import { commentsOf } from '../test/comments';
import { parseHtml } from '../test/html';
import { TicketModel } from '../test/ticket-model';
import {
  afterIgnored,
  afterMerge,
  COMMENTS_PER_TICKET,
  NOTHING_ACHIEVED,
  readAchieved,
  type ContentSettings,
} from '.';

const told = () => new Conversation();
const model = (talk: Conversation, firedAt: number, settings: Partial<ContentSettings> = {}) =>
  new TicketModel(talk.entries, lane(firedAt, talk.length), { ...SETTINGS, ...settings });
const IGNORED = {
  by: 'Grace <Hopper>',
  at: '2026-11-21T10:00:00Z',
  note: 'not {{needed}}\nat all',
  reason: 'rejected-by-zendesk',
};

/** A person lets go what the model would bring next. */
function ignoreNext(done: TicketModel): TicketModel {
  const next = done.next();
  if (!('achieved' in next)) throw new Error(`${next.kind} cannot be let go`);
  const { achieved, ticket, through } = done.lane;
  const passed = afterIgnored(achieved, next.achieved, through, ticket !== null, IGNORED);
  done.lane = { ...done.lane, achieved: passed };
  return done;
}

describe('what was let go in the error desk', () => {
  it('X3: one comment is skipped, an internal note says so, the rest goes on', () => {
    const talk = told().contact('one').contact('two').contact('three');
    const done = model(talk, 1).runTo(1);
    done.lane = { ...done.lane, through: { ...done.lane.through, offset: 2 } };
    ignoreNext(done).runTo(3);
    expect(commentsOf(done.ticket).slice(2)).toEqual([
      `internal ${CONNECTED_USER}: (note)`,
      `public ${REQUESTER}: three`,
    ]);
    expect(parseHtml(done.ticket.shown[2]?.html ?? '').paragraphs).toEqual([
      'Something of this conversation was not written here: Grace <Hopper> skipped it, 2026-11-21 10:00 UTC\n' +
        'Reason: rejected-by-zendesk\nNote: not {{needed}}\nat all',
    ]);
  });

  it('X3: a first comment that is skipped leaves the rest of the history, its note and its tags', () => {
    const talk = told().tags('vip').contact('one').note('careful').advisor('two').advisor('three');
    const done = ignoreNext(model(talk, 5, { syncNotes: true })).run();
    expect(commentsOf(done.ticket)).toEqual([
      'internal 701: careful',
      `internal ${CONNECTED_USER}: (note)`,
      `public ${CONNECTED_USER}: two | three`,
      `internal ${CONNECTED_USER}: (note)`,
    ]);
    expect(done.ticket.tags).toEqual(['parley', 'vip']);
  });

  it('X3: a note that was the whole first write leaves the tags to the first message', () => {
    const talk = told().tags('vip').contact('one');
    const done = model(talk, 1);
    done.lane = { ...done.lane, through: { ...done.lane.through, offset: 1 } };
    ignoreNext(done).runTo(2);
    expect(commentsOf(done.ticket)[0]).toBe(`public ${REQUESTER}: one`);
    expect(done.ticket.tags).toEqual(['parley', 'vip']);
  });

  it('X3, K7: tags that were skipped come with the next change of tags', () => {
    const talk = told().contact('one').tags('a', 'b').tags('b', 'c');
    const done = model(talk, 1).runTo(1);
    done.lane = { ...done.lane, through: { ...done.lane.through, offset: 2 } };
    expect(ignoreNext(done).runTo(3).ticket.tags).toEqual(['parley', 'b', 'c']);
  });

  it('X3: a note that a closed ticket cannot take comes with the follow-up, or not at all', () => {
    const talk = told().contact('one').contact('two').tags('late').contact('three');
    const done = model(talk, 1).runTo(1);
    done.lane = { ...done.lane, through: { ...done.lane.through, offset: 2 } };
    ignoreNext(done).agentSets({ status: 'closed' });
    const { achieved } = done.lane;
    expect(done.runTo(3).lane.achieved.ignored).toEqual([]);
    done.lane = { ...done.lane, achieved, through: { ...done.lane.through, offset: 4 } };
    expect(commentsOf(done.run().ticket)).toEqual([
      `public ${REQUESTER}: three`,
      `internal ${CONNECTED_USER}: (note)`,
      `internal ${CONNECTED_USER}: (note)`,
    ]);
  });

  it('X3, K11: letting a deleted ticket go passes all that waits', () => {
    const talk = told().contact('one').contact('two').contact('three');
    const done = model(talk, 1).runTo(1);
    const { achieved } = done.lane;
    const passed = afterIgnored(achieved, null, { ...done.lane.through, offset: 2 }, true, null);
    expect(passed).toEqual({ ...achieved, position: { epoch: 1, partition: 3, offset: 2 } });
  });
});

describe('a ticket that goes on elsewhere', () => {
  it('K11: on the target of a merge no tag is ours, and the next change brings the complete set', () => {
    const talk = told().tags('a', 'b').contact('one').contact('two').tags('b', 'c');
    const done = model(talk, 2).runTo(2);
    done.lane = { ...done.lane, achieved: afterMerge(done.lane.achieved) };
    done.agentSets({ tags: ['theirs', 'a'] }).runTo(3);
    expect(done.ticket.tags).toEqual(['theirs', 'a']);
    expect(done.runTo(4).ticket.tags).toEqual(['theirs', 'a', 'b', 'c']);
  });

  it('K9: a follow-up keeps what agents tagged, and loses our tags that the conversation has no more', () => {
    const talk = told()
      .tags('stale', 'kept', 'shared')
      .contact('one')
      .tags('kept', 'shared', 'new')
      .contact('two')
      .tags();
    const before = model(talk, 2).runTo(2);
    before.agentSets({ tags: ['parley', 'stale', 'kept', 'shared', 'agents'], status: 'closed' });
    before.lane = {
      ...before.lane,
      achieved: { ...before.lane.achieved, ownTags: ['stale', 'kept'] },
    };
    const done = before.runTo(4);
    expect([...done.ticket.tags].sort()).toEqual(['agents', 'kept', 'new', 'parley', 'shared']);
    expect([...done.runTo(5).ticket.tags].sort()).toEqual(['agents', 'parley', 'shared']);
  });

  it.each(['closed', 'solved'] as const)(
    'K9, K8: whoever closed it, a message goes on in a follow-up with a note (closeAs %s)',
    (closeAs) => {
      const talk = told().contact('one').closed().contact('two').contact('three').closed();
      const done = model(talk, 1, { closeAs }).runTo(2);
      // Zendesk's automation closes what is solved.
      done.agentSets({ status: 'closed' }).runTo(5);
      expect(done.tickets.map(({ id }) => id)).toEqual([100, 101]);
      expect(commentsOf(done.ticket)).toEqual([
        `public ${REQUESTER}: two | three`,
        `internal ${CONNECTED_USER}: (note)`,
      ]);
      expect(parseHtml(done.ticket.shown[1]?.html ?? '').paragraphs[0]).toContain('#100');
      expect(done.ticket.status).toBe(closeAs);
    },
  );

  it('K6: a follow-up that is full is closed for one of its own, and each names the one before', () => {
    const talk = told().contact('one').contact('two').contact('three');
    const done = model(talk, 1).runTo(1).agentSets({ comments: COMMENTS_PER_TICKET }).runTo(2);
    done.agentSets({ comments: COMMENTS_PER_TICKET }).runTo(3);
    expect(done.tickets.map(({ status }) => status)).toEqual(['closed', 'closed', 'open']);
    expect(done.tickets.map(({ sourceTicketId }) => sourceTicketId)).toEqual([undefined, 100, 101]);
  });

  it('reads what an earlier release stored', () => {
    const { redaction, ignored, ...earlier } = NOTHING_ACHIEVED;
    expect(readAchieved(JSON.parse(JSON.stringify(earlier)))).toEqual({ ...earlier, redaction, ignored });
  });
});
