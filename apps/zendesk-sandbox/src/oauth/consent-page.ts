import { html, type SafeHtml } from '../agent-page/html';
import { page } from '../agent-page/layout';
import { emailOf, isAgent } from '../users/user';
import type { Account } from '../world/account';
import type { AuthorizationRequest, RefusedRequest } from './authorization-request';

/** What a scope lets a client do. */
const MEANINGS: Readonly<Record<string, string>> = {
  read: 'Read everything that you can see',
  write: 'Create, change and delete whatever you can',
  impersonate: 'Act in the name of end users',
};

/** Asks a user whether a client may act for them. The sandbox has no passwords: the user is chosen from a list. */
export function consentPage(
  account: Account,
  prefix: string,
  request: AuthorizationRequest,
  query: string,
): SafeHtml {
  const staff = [...account.users.all()].filter((user) => user.active && !user.suspended && isAgent(user));
  return page(
    { title: 'Allow access', prefix, subdomain: account.state.subdomain },
    html`<h1>Allow <bdi>${request.client.name}</bdi> to access your Zendesk account?</h1>
      <form class="consent" method="post" action="${prefix}/oauth/authorizations?${query}">
        <p>It will be able to:</p>
        <ul>
          ${request.scopes.map((scope) => html`<li>${MEANINGS[scope] ?? scope} <code>${scope}</code></li>`)}
        </ul>
        <p>
          <label
            >Signed in as
            <select name="user_id">
              ${staff.map((user) => html`<option value="${user.id}">${user.name} (${user.role}, ${emailOf(user) ?? 'no address'})</option>`)}
            </select></label
          >
        </p>
        <p class="buttons">
          <button name="decision" value="allow">Allow</button>
          <button name="decision" value="deny">Deny</button>
        </p>
        <p>
          <small>You will be sent to <bdi>${new URL(request.redirectUri).host}</bdi>.</small>
        </p>
      </form>`,
  );
}

/** Tells the user why a request was refused. */
export function refusedPage(account: Account, prefix: string, refused: RefusedRequest): SafeHtml {
  return page(
    { title: 'Invalid authorization request', prefix, subdomain: account.state.subdomain },
    html`<h1>Invalid authorization request</h1>
      <p>${refused.description}</p>
      <p><code>${refused.error}</code></p>`,
  );
}
