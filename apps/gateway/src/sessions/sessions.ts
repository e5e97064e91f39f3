import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import type { EmbeddedSession } from '@parley/contracts';
import { credentialInvalid } from '../access/bearer';
import type { Principal } from '../access/role';
import { csrfTokenOf } from './csrf';
import { SESSION_STORE } from './session';
import type { NewSession, Session, SessionKind, SessionStore } from './session';
import { SESSION_SETTINGS } from './session-settings';
import type { SessionSettings } from './session-settings';
import { hashSessionToken, newSessionToken } from './session-token';

/** Sessions of people who signed in. */
export class Sessions {
  constructor(
    @Inject(SESSION_STORE) private readonly store: SessionStore,
    @Inject(SESSION_SETTINGS)
    private readonly settings: Pick<SessionSettings, 'lifeMs' | 'idleMs' | 'embeddedLifeMs'>,
  ) {}

  /** Begins the session of somebody who has signed in; gives its token, or undefined when this attempt began one before. */
  async begin(
    person: Pick<Principal, 'subject' | 'name' | 'role'>,
    attemptHash: Buffer,
  ): Promise<string | undefined> {
    const token = newSessionToken('browser');
    const session = await this.store.begin({
      ...person,
      id: randomUUID(),
      ...asNew('browser', token, person.name),
      lifeMs: this.settings.lifeMs,
      notAfter: null,
      attemptHash,
    });
    return session && token;
  }

  /**
   * Begins a session for a page that is embedded somewhere: an advisor's, whatever more the person may do, and no longer than what the
   * person came with.
   */
  async embed({ subject, name, credential }: Principal): Promise<EmbeddedSession> {
    const token = newSessionToken('embedded');
    const session = await this.store.begin({
      id: credential.session?.id ?? randomUUID(),
      subject,
      role: 'advisor',
      ...asNew('embedded', token, name),
      lifeMs: this.settings.embeddedLifeMs,
      notAfter: credential.expiresAt,
      attemptHash: null,
    });
    if (session === undefined) throw new TypeError('a session of no attempt always begins');
    return { token, expiresAt: session.expiresAt.toISOString() };
  }

  /** Who has this token. Throws `credential-invalid` when its session is over, or never was. */
  async find(token: string, kind: SessionKind): Promise<Principal> {
    const session = await this.store.find(hashSessionToken(token), kind, this.settings.idleMs);
    if (session === undefined) throw credentialInvalid('The session is over: sign in again.');
    return principalOf(session, token, kind);
  }

  /** Ends what somebody came with and everything that came of it; a token of the issuer lasts as long as the issuer said. */
  async end({ credential: { session } }: Pick<Principal, 'credential'>): Promise<void> {
    if (session !== undefined) await this.store.end(session.id);
  }
}

function asNew(
  kind: SessionKind,
  token: string,
  name: string | undefined,
): Pick<NewSession, 'kind' | 'tokenHash' | 'name'> {
  return { kind, tokenHash: hashSessionToken(token), name: name ?? null };
}

function principalOf(session: Session, token: string, kind: SessionKind): Principal {
  const { id, subject, name, role, expiresAt } = session;
  const csrfToken = kind === 'browser' ? csrfTokenOf(token) : '';
  return {
    kind: 'person',
    subject,
    role,
    ...(name === null ? {} : { name }),
    credential: { expiresAt, session: { id, csrfToken } },
  };
}
