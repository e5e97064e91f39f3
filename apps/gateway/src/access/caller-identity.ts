import { Inject } from '@nestjs/common';
import { ProblemError } from '../http-edge/problem';
import { PublisherCredentials } from '../publishers/publisher-credentials';
import { isPublisherToken } from '../publishers/publisher-token';
import { isEmbeddedToken } from '../sessions/session-token';
import { Sessions } from '../sessions/sessions';
import { bearerToken, credentialInvalid } from './bearer';
import type { Caller } from './caller';
import { TokenVerifier } from './token-verifier';

const INVALID_TOKEN = {
  expired: 'The token has expired.',
  'not-valid': 'The token is not one of the configured issuer for this service.',
  'role-missing': 'The token names no role: its claim must be administrator, advisor or operator.',
} as const;

/** Finds out who is calling, from the `Authorization` header alone. */
export class CallerIdentity {
  constructor(
    @Inject(TokenVerifier) private readonly tokens: Pick<TokenVerifier, 'verify'>,
    @Inject(PublisherCredentials) private readonly publishers: Pick<PublisherCredentials, 'find'>,
    @Inject(Sessions) private readonly sessions: Pick<Sessions, 'find'>,
  ) {}

  /** The caller. Throws the problems `credential-missing`, `credential-invalid` and `issuer-unavailable`. */
  identify(authorization: string | undefined): Promise<Caller> | Caller {
    const token = bearerToken(authorization);
    if (!isPublisherToken(token)) return this.person(token);
    // On the hot path the credential is in memory: no promise, no turn of the event loop.
    const publisher = this.publishers.find(token);
    return publisher instanceof Promise ? publisher.then(callerFrom) : callerFrom(publisher);
  }

  private async person(token: string): Promise<Caller> {
    if (isEmbeddedToken(token)) return this.sessions.find(token, 'embedded');
    const verdict = await this.tokens.verify(token);
    switch (verdict.kind) {
      case 'valid':
        return verdict.principal;
      case 'invalid':
        throw credentialInvalid(INVALID_TOKEN[verdict.reason]);
      case 'keys-unavailable':
        throw new ProblemError('issuer-unavailable', "The issuer's keys cannot be read now.", {
          headers: { 'retry-after': '5' },
        });
    }
  }
}

type Found = Awaited<ReturnType<PublisherCredentials['find']>>;

function callerFrom(publisher: Found): Caller {
  if (publisher === undefined) throw credentialInvalid('No publisher has this credential.');
  return { kind: 'publisher', publisher };
}
