import type { Fault, FaultOrder } from '../faults/fault';
import type { Account } from '../world/account';
import { html, type SafeHtml } from './html';
import { page } from './layout';

/** A fault that people can switch on by its name. */
export interface FaultSwitch {
  readonly name: string;
  readonly says: string;
  readonly order: FaultOrder;
}

/** The faults of the page; everything else that can go wrong is ordered at `/sandbox/faults`. */
export const FAULT_SWITCHES: readonly FaultSwitch[] = [
  {
    name: 'away',
    says: 'Zendesk is away: every call is answered with 503, try again in 10 s',
    order: { kind: 'unavailable', retryAfterSeconds: 10 },
  },
  {
    name: 'too-many',
    says: 'The limits are used up: every call is answered with 429, try again in 30 s',
    order: { kind: 'rate-limit', retryAfterSeconds: 30 },
  },
  {
    name: 'answers-lost',
    says: 'Answers get lost: every fifth call or so is applied, and the connection breaks before its answer',
    order: { kind: 'reset-after', probability: 0.2, seed: 1 },
  },
  {
    name: 'tickets-refused',
    says: 'The next new ticket is refused with 422',
    order: { kind: 'status', status: 422, method: 'POST', path: '*/tickets', times: 1 },
  },
  {
    name: 'slow',
    says: 'Every answer comes 3 s late',
    order: { kind: 'slow-headers', delayMs: 3_000 },
  },
];

/** The faults that an account has, and those that can be switched on. */
export function faultPage(account: Account, prefix: string): SafeHtml {
  const faults = account.faults.all();
  return page(
    { title: 'Faults', prefix, subdomain: account.state.subdomain },
    html`<h1>Faults</h1>
      <p>What this Zendesk does wrong from now on, so that one can see what Parley makes of it.</p>
      <h2>On</h2>
      ${faults.length === 0 ? html`<p class="empty">Nothing goes wrong.</p>` : present(prefix, faults)}
      <h2>Switch on</h2>
      <ul>
        ${FAULT_SWITCHES.map(
          ({ name, says }) =>
            html`<li>
              <form method="post" action="${prefix}/agent/faults">
                <button name="switch" value="${name}">Switch on</button> ${says}
              </form>
            </li>`,
        )}
      </ul>`,
  );
}

function present(prefix: string, faults: readonly Fault[]): SafeHtml {
  return html`<ul>
      ${faults.map(
        ({ kind, method, path, struck }) =>
          html`<li><code>${kind} ${method ?? 'any call'} ${path ?? ''}</code>, struck ${struck} times</li>`,
      )}
    </ul>
    <form method="post" action="${prefix}/agent/faults">
      <button name="switch" value="off">Switch all off</button>
    </form>`;
}
