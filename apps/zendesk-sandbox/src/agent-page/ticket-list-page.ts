import { STATUSES, type Ticket } from '../tickets/ticket';
import type { Account } from '../world/account';
import { html, type SafeHtml } from './html';
import { page, statusBadge, tagList, time } from './layout';

const PER_PAGE = 50;

/** What the list shows. */
export interface ListChoice {
  readonly status: string | undefined;
  readonly query: string;
  readonly page: number;
}

/** The tickets of an account, newest first. */
export function ticketListPage(account: Account, prefix: string, choice: ListChoice): SafeHtml {
  const all = [...account.tickets.all()].filter((ticket) => ticket.deletion === null).toReversed();
  const found = all.filter((ticket) => answers(account, ticket, choice.query.trim().toLowerCase()));
  const listed = found.filter((ticket) => choice.status === undefined || ticket.status === choice.status);
  const shown = listed.slice((choice.page - 1) * PER_PAGE, choice.page * PER_PAGE);
  const title = choice.query === '' ? 'Tickets' : `Tickets for “${choice.query}”`;
  return page(
    { title, prefix, subdomain: account.state.subdomain, query: choice.query },
    html`<h1>${title}</h1>
      ${statusNav(prefix, choice, found)}
      ${shown.length === 0 ? html`<p class="empty">No tickets here${all.length === 0 ? ' yet: they appear as soon as a client creates one' : ''}.</p>` : table(account, prefix, shown)}
      ${pager(prefix, choice, listed.length)}`,
  );
}

function answers(account: Account, ticket: Ticket, query: string): boolean {
  if (query === '') return true;
  const requester = account.users.find(ticket.requesterId)?.name ?? '';
  const texts = [String(ticket.id), ticket.subject ?? '', ticket.externalId ?? '', requester, ...ticket.tags];
  return texts.some((text) => text.toLowerCase().includes(query.replace(/^#/, '')));
}

function statusNav(prefix: string, choice: ListChoice, found: readonly Ticket[]): SafeHtml {
  const entries = [undefined, ...STATUSES].map((status) => {
    const count =
      status === undefined ? found.length : found.filter((ticket) => ticket.status === status).length;
    const label = status === undefined ? 'All' : status.charAt(0).toUpperCase() + status.slice(1);
    const link = address(prefix, { ...choice, status, page: 1 });
    const current = status === choice.status;
    return html`<li>
      <a href="${link}" ${current ? html` aria-current="page"` : ''}>${label} <span>${count}</span></a>
    </li>`;
  });
  return html`<nav aria-label="By status">
    <ul class="views">
      ${entries}
    </ul>
  </nav>`;
}

function table(account: Account, prefix: string, tickets: readonly Ticket[]): SafeHtml {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Status</th>
          <th>Ticket</th>
          <th>Requester</th>
          <th class="number">Comments</th>
          <th>Tags</th>
          <th>Updated</th>
        </tr>
      </thead>
      <tbody>
        ${tickets.map((ticket) => row(account, prefix, ticket))}
      </tbody>
    </table>
  </div>`;
}

function row(account: Account, prefix: string, ticket: Ticket): SafeHtml {
  return html`<tr>
    <td>${statusBadge(ticket.status)}</td>
    <td class="subject">
      <a href="${prefix}/agent/tickets/${ticket.id}"
        ><span class="id">#${ticket.id}</span> <bdi>${ticket.subject ?? 'No subject'}</bdi></a
      >
    </td>
    <td><bdi>${account.users.find(ticket.requesterId)?.name ?? '?'}</bdi></td>
    <td class="number">${ticket.comments.length}</td>
    <td>${tagList(ticket.tags)}</td>
    <td class="when">${time(ticket.updatedAt)}</td>
  </tr>`;
}

function pager(prefix: string, choice: ListChoice, count: number): SafeHtml {
  const last = Math.max(1, Math.ceil(count / PER_PAGE));
  if (last === 1) return html``;
  const link = (to: number, label: string): SafeHtml =>
    html`<a href="${address(prefix, { ...choice, page: to })}">${label}</a>`;
  return html`<nav class="pager" aria-label="Pages">
    ${choice.page > 1 && link(choice.page - 1, 'Newer')}
    <span>Page ${choice.page} of ${last}</span>
    ${choice.page < last && link(choice.page + 1, 'Older')}
  </nav>`;
}

function address(prefix: string, choice: ListChoice): string {
  const query = new URLSearchParams();
  if (choice.status !== undefined) query.set('status', choice.status);
  if (choice.query !== '') query.set('q', choice.query);
  if (choice.page > 1) query.set('page', String(choice.page));
  return `${prefix}/agent${query.size === 0 ? '' : `?${query.toString()}`}`;
}
