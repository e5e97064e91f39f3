import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../authentication/caller';
import type { CallRecord } from '../calls/call-log';
import type { Fault } from '../faults/fault';
import type { Bucket } from '../rate-limits/limiter';
import type { Account } from '../world/account';
import type { World } from '../world/world';
import { addressOf } from './account-address';
import { ZendeskError } from './zendesk-error';

/** Who may use an API route: anybody, every signed-in user, or agents and administrators. */
export type Access = 'anyone' | 'user' | 'agent';

declare module 'fastify' {
  interface FastifyRequest {
    /** The account that the request is for. */
    account: Account;
    /** Scheme, host and account prefix under which the client reached the account. */
    baseUrl: string;
    /** Who makes the call; absent for anonymous ones. */
    caller: Caller | undefined;
    /** The call's line in the ground truth; absent outside the API. */
    call: CallRecord | undefined;
    /** The fault that strikes this call, if any. */
    fault: Fault | undefined;
  }
  interface FastifyContextConfig {
    /** Who may use the route; agents when left out. */
    access?: Access;
    /** The endpoint limits that a call counts against. */
    buckets?: (request: FastifyRequest) => readonly Bucket[];
  }
}

/** Lets every request know its account and the address under which the client sees it. */
export function registerRequestContext(app: FastifyInstance, world: World): void {
  app.decorateRequest('account');
  app.decorateRequest('baseUrl', '');
  app.decorateRequest('caller');
  app.decorateRequest('call');
  app.decorateRequest('fault');
  app.addHook('onRequest', (request, _reply, done) => {
    const { subdomain, prefix } = addressOf(request.raw);
    request.account = findAccount(world, request, subdomain);
    request.baseUrl = `${request.protocol}://${request.host}${prefix}`;
    done();
  });
}

/** The text of the bearer token that came with the request. */
export function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Who makes the call, on a route that refuses anonymous ones. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === undefined)
    throw new Error(`${request.url} is open to anyone but asked for its caller`);
  return request.caller;
}

function findAccount(world: World, request: FastifyRequest, subdomain: string | undefined): Account {
  if (subdomain === undefined)
    return (
      world.findByToken(bearerToken(request) ?? '') ?? world.findByHost(request.host) ?? world.defaultAccount
    );
  const account = world.find(subdomain);
  if (account === undefined) {
    const title = `No help desk at ${subdomain}`;
    throw new ZendeskError(404, {
      error: { title, message: 'There is no help desk configured at this address.' },
    });
  }
  return account;
}
