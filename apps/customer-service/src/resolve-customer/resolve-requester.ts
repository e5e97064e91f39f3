import type { NewUser, Refused, ZendeskUser } from '@parley/zendesk';
import { externalIdOf } from './external-id';
import { MOST_CANDIDATES, type ClaimedRequester, type Wanted } from './requester';
import { judge, later, laterBecauseOf, type Resolution } from './resolution';
import type { ZendeskUsers } from './zendesk-users.port';

/** Tries after which a value that Zendesk calls taken, though nobody has it, is held for a person. */
const MOST_TRIES_FOR_TAKEN = 30;
/** The search index runs minutes behind (Zendesk facts: consistency of reads), so asking sooner again is no use. */
const INDEX_LAG_MS = 15_000;

/** Durable note that a create is about to be sent; false when the lease is lost, and then nothing may be sent. */
export type NoteCreate = () => Promise<boolean>;

/** Finds the Zendesk user of a requester, or makes one, once (C3, C6). Makes no decision about time: the worker does. */
export class ResolveRequester {
  constructor(private readonly users: ZendeskUsers) {}

  /** One try. */
  async resolve(requester: ClaimedRequester, noteCreate: NoteCreate): Promise<Resolution> {
    const { wanted } = requester;
    if (wanted.kind === 'linked') return this.show(requester.organizationId, wanted.zendeskUserId);
    return (await this.known(requester)) ?? this.anew(requester, wanted, noteCreate);
  }

  /** Finds a user that Parley does not know yet, or not any more. */
  private anew(
    requester: ClaimedRequester,
    wanted: Exclude<Wanted, { kind: 'linked' }>,
    noteCreate: NoteCreate,
  ): Promise<Resolution> {
    switch (wanted.kind) {
      case 'email':
        return this.byEmail(requester, wanted.email, wanted.name, noteCreate);
      case 'nameless':
        return this.byExternalId(
          requester,
          { name: wanted.name, externalId: externalIdOf(requester.requesterKey) },
          noteCreate,
        );
    }
  }

  /**
   * The user that a person chose, or that was found or made before, as it is now: asked for by its id and never looked for again (C6).
   * Undefined when it is deleted or merged: then it is found anew (C5).
   */
  private async known({
    organizationId,
    chosenUserId,
    answer,
  }: ClaimedRequester): Promise<Resolution | undefined> {
    const ids = [chosenUserId, answer?.zendeskUserId].filter((id) => id !== undefined);
    for (const id of new Set(ids)) {
      const resolution = await this.show(organizationId, id);
      if (resolution.state !== 'blocked' || resolution.reason !== 'customer-not-found') return resolution;
    }
    return undefined;
  }

  /** An advisor chose this user: it has to exist, be active and not suspended. */
  private async show(organizationId: string, userId: number): Promise<Resolution> {
    const outcome = await this.users.showUser(organizationId, userId);
    if (outcome.kind === 'ok') return judge(outcome.body);
    if (outcome.kind !== 'refused') return laterBecauseOf(outcome);
    return outcome.code === 'not-found'
      ? { state: 'blocked', reason: 'customer-not-found', zendeskUserId: userId }
      : later(`refused ${outcome.code}`, 'requester');
  }

  private async byEmail(
    requester: ClaimedRequester,
    email: string,
    name: string,
    noteCreate: NoteCreate,
  ): Promise<Resolution> {
    const user: NewUser = { name, email, externalId: externalIdOf(requester.requesterKey) };
    // A user that we made, or may have made, is never looked for in the index, which does not know it yet (C6).
    const made =
      requester.createSent || requester.answer !== undefined ? await this.made(requester, user) : undefined;
    if (made !== undefined) return made;
    return (await this.search(requester.organizationId, user)) ?? this.create(requester, user, noteCreate);
  }

  private async byExternalId(
    requester: ClaimedRequester,
    user: NewUser,
    noteCreate: NoteCreate,
  ): Promise<Resolution> {
    return (await this.made(requester, user)) ?? this.create(requester, user, noteCreate);
  }

  /** The living user that Parley made for this requester; undefined when there is none. */
  private async made(
    { organizationId }: ClaimedRequester,
    { externalId }: NewUser,
  ): Promise<Resolution | undefined> {
    const outcome = await this.users.userByExternalId(organizationId, externalId);
    if (outcome.kind === 'refused') return later(`refused ${outcome.code}`, 'requester');
    if (outcome.kind !== 'ok') return laterBecauseOf(outcome);
    return outcome.body === undefined || outcome.body.active === false ? undefined : judge(outcome.body);
  }

  /** The one living user with exactly this address; undefined when there is none. */
  private async search(
    organizationId: string,
    { email = '', externalId }: NewUser,
  ): Promise<Resolution | undefined> {
    const outcome = await this.users.searchUsersByEmail(organizationId, email);
    if (outcome.kind === 'refused') return later(`refused ${outcome.code}`, 'requester');
    if (outcome.kind !== 'ok') return laterBecauseOf(outcome);
    const living = outcome.body.filter(({ active }) => active !== false);
    const [first, second] = living;
    if (first === undefined) return undefined;
    if (second === undefined) return judge(first);
    const ours = living.find(({ external_id }) => external_id?.toLowerCase() === externalId);
    if (ours !== undefined) return judge(ours);
    const candidates = living.map(({ id }) => id).sort((a, b) => a - b);
    return {
      state: 'blocked',
      reason: 'customer-ambiguous',
      candidates: candidates.slice(0, MOST_CANDIDATES),
    };
  }

  private async create(
    requester: ClaimedRequester,
    user: NewUser,
    noteCreate: NoteCreate,
  ): Promise<Resolution> {
    if (!(await noteCreate())) return later('lease lost', 'requester');
    const outcome = await this.users.createUser(requester.organizationId, user);
    if (outcome.kind === 'ok') return resolved(outcome.body);
    if (outcome.kind !== 'refused') return laterBecauseOf(outcome);
    return outcome.code === 'duplicate-value' ? this.taken(requester, user) : refusedForGood(outcome);
  }

  /** 422 DuplicateValue: somebody made the user in between, or the index had not shown it yet. Whoever it is, it is read again. */
  private async taken(requester: ClaimedRequester, user: NewUser): Promise<Resolution> {
    const found =
      (await this.made(requester, user)) ??
      (user.email === undefined ? undefined : await this.search(requester.organizationId, user));
    if (found !== undefined) return found;
    if (requester.attempts >= MOST_TRIES_FOR_TAKEN) return { state: 'blocked', reason: 'customer-not-found' };
    return later('value taken, not found yet', 'requester', INDEX_LAG_MS);
  }
}

function resolved(user: ZendeskUser): Resolution {
  return { state: 'resolved', zendeskUserId: user.id };
}

/** Zendesk will not have such a user (an address it finds malformed, a role that may not create users): a person has to look. */
function refusedForGood({ code, detail }: Refused): Resolution {
  return code === 'forbidden' || code === 'invalid' || code === 'bad-request'
    ? { state: 'blocked', reason: 'customer-not-found' }
    : later(`refused ${code} ${detail}`, 'requester');
}
