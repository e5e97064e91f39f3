import type { Database } from '@parley/platform';
import type { Role } from '../access/role';
import type { NewSession, Session, SessionKind, SessionStore } from '../sessions/session';

interface SessionRow {
  readonly id: string;
  readonly subject: string;
  readonly name: string | null;
  readonly role: Role;
  readonly expires_at: Date;
}

/** That a session is used is written down once in this part, as 1/n, of the time for which it may lie idle. */
const USE_SHARE = 10;

/** Sessions in Postgres, by the hash of their token. */
export class PostgresSessions implements SessionStore {
  constructor(private readonly database: Database) {}

  async begin(session: NewSession): Promise<Session | undefined> {
    const [row] = await this.database.query<SessionRow>(
      `with old as (
         delete from session where token_hash in (
           select token_hash from session where expires_at < now() limit 1000 for update skip locked))
       insert into session (token_hash, id, kind, subject, name, role, attempt_hash, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, least(now() + $8 * interval '1 ms', $9::timestamptz))
       on conflict (attempt_hash) do nothing returning id, subject, name, role, expires_at`,
      [
        session.tokenHash,
        session.id,
        session.kind,
        session.subject,
        session.name,
        session.role,
        session.attemptHash,
        session.lifeMs,
        session.notAfter,
      ],
    );
    return row && sessionOf(row);
  }

  async find(tokenHash: Buffer, kind: SessionKind, idleMs: number): Promise<Session | undefined> {
    const [row] = await this.database.query<SessionRow>(
      `with found as (
         select * from session where token_hash = $1 and kind = $2 and expires_at > now()
           and last_used_at > now() - $3 * interval '1 ms'),
       used as (
         update session s set last_used_at = now() from found f
         where s.token_hash = f.token_hash and f.last_used_at < now() - $3 / ${USE_SHARE}.0 * interval '1 ms')
       select id, subject, name, role, expires_at from found`,
      [tokenHash, kind, idleMs],
    );
    return row && sessionOf(row);
  }

  async end(id: string): Promise<void> {
    await this.database.query('delete from session where id = $1', [id]);
  }
}

function sessionOf({ id, subject, name, role, expires_at: expiresAt }: SessionRow): Session {
  return { id, subject, name, role, expiresAt };
}
