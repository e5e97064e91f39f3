import type { Audit, AuditEvent } from '../audits/audit';
import type { Comment } from '../comments/comment';
import { textOf, type JsonValue } from '../http/json';
import { isPublic, type Ticket } from '../tickets/ticket';
import { contentPath } from '../uploads/attachment-json';
import type { Attachment } from '../uploads/upload';
import { isAgent, type User } from '../users/user';
import { labelOf } from '../users/user-store';
import type { Account } from '../world/account';
import { html, SafeHtml, type Part } from './html';
import { page, statusBadge, tagList, time } from './layout';

/** One ticket as an agent sees it: what it is on one side, the conversation on the other. */
export function ticketPage(account: Account, prefix: string, ticket: Ticket): SafeHtml {
  const title = `#${ticket.id} ${ticket.subject ?? 'No subject'}`;
  return page(
    { title, prefix, subdomain: account.state.subdomain },
    html`<p class="crumbs"><a href="${prefix}/agent">Tickets</a></p>
      <h1>
        <span class="id">#${ticket.id}</span>
        <bdi>${ticket.subject ?? 'No subject'}</bdi> ${statusBadge(ticket.status)}
      </h1>
      <div class="ticket">
        <aside aria-label="Properties">${properties(account, prefix, ticket)}</aside>
        <section aria-label="Conversation">
          ${ticket.comments.map((comment) => commentArticle(account, prefix, ticket, comment))}
          ${history(account, ticket)}
        </section>
      </div>`,
  );
}

/** The page of a ticket that does not exist, or not any more. */
export function missingTicketPage(account: Account, prefix: string, id: string): SafeHtml {
  return page(
    { title: 'Not found', prefix, subdomain: account.state.subdomain },
    html`<h1>No ticket #${id}</h1>
      <p>It was never made, or it was deleted. <a href="${prefix}/agent">All tickets</a></p>`,
  );
}

function properties(account: Account, prefix: string, ticket: Ticket): SafeHtml {
  const link = (id: number): SafeHtml => html`<a href="${prefix}/agent/tickets/${id}">#${id}</a> `;
  const rows: readonly (readonly [string, Part])[] = [
    ['Requester', person(account.users.find(ticket.requesterId))],
    ['Assignee', ticket.assigneeId === null ? none() : person(account.users.find(ticket.assigneeId))],
    ['Group', definitionName(account, 'groups', ticket.groupId)],
    ['Priority', ticket.priority ?? none()],
    ['Type', ticket.type ?? none()],
    ['Brand', definitionName(account, 'brands', ticket.brandId)],
    ['Visibility', isPublic(ticket) ? 'The customer can see it' : 'Internal only'],
    ['Tags', tagList(ticket.tags)],
    ['External id', ticket.externalId === null ? none() : html`<code>${ticket.externalId}</code>`],
    ['Follow-up to', ticket.followupSourceId === null ? undefined : link(ticket.followupSourceId)],
    ['Follow-ups', ticket.followupIds.length === 0 ? undefined : ticket.followupIds.map(link)],
    ['Created', time(ticket.createdAt)],
    ['Updated', time(ticket.updatedAt)],
  ];
  return html`<dl>
    ${rows.map(
      ([name, value]) =>
        value !== undefined &&
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function commentArticle(account: Account, prefix: string, ticket: Ticket, comment: Comment): SafeHtml {
  const author = account.users.find(comment.authorId);
  const name = author?.name ?? 'Unknown';
  const role =
    author !== undefined && isAgent(author)
      ? 'Agent'
      : comment.authorId === ticket.requesterId
        ? 'Requester'
        : 'Customer';
  return html`<article class="${comment.public ? 'public' : 'internal'}" id="comment-${comment.id}">
    <header>
      <span class="avatar" aria-hidden="true">${(/\p{L}|\p{N}/u.exec(name)?.[0] ?? '?').toUpperCase()}</span>
      <strong><bdi>${name}</bdi></strong> <span class="role">${role}</span>
      <span class="visibility">${comment.public ? 'Public reply' : 'Internal note'}</span>
      <a class="when" href="#comment-${comment.id}">${time(comment.createdAt)}</a>
    </header>
    ${new SafeHtml(comment.htmlBody)} ${attachmentList(account, prefix, comment)}
  </article>`;
}

function attachmentList(account: Account, prefix: string, comment: Comment): SafeHtml {
  const files = comment.attachmentIds.flatMap((id) => account.uploads.find(id) ?? []);
  if (files.length === 0) return html``;
  return html`<ul class="attachments" aria-label="Attachments">
    ${files.map((file) => attachmentItem(prefix, file))}
  </ul>`;
}

function attachmentItem(prefix: string, file: Attachment): SafeHtml {
  const kilobytes = `${Math.max(1, Math.round(file.bytes.length / 1024))} kB`;
  return html`<li>
    <a href="${prefix}${contentPath(file)}"><bdi>${file.fileName}</bdi></a>
    <small>${file.contentType}, ${kilobytes}</small>
  </li>`;
}

function history(account: Account, ticket: Ticket): SafeHtml {
  return html`<details class="history">
    <summary>Events (${ticket.audits.length} updates)</summary>
    <ol>
      ${ticket.audits.map(
        (audit) =>
          html`<li>
            ${time(audit.createdAt)} by <bdi>${updater(account, audit)}</bdi>
            <ul>
              ${audit.events.map((event) => html`<li>${sentence(event)}</li>`)}
            </ul>
          </li>`,
      )}
    </ol>
  </details>`;
}

function updater(account: Account, audit: Audit): string {
  if (audit.authorId > 0) return account.users.find(audit.authorId)?.name ?? 'unknown';
  const title = audit.via.source.from['title'];
  return `${audit.via.source.rel ?? 'rule'} “${typeof title === 'string' ? title : ''}”`;
}

function sentence(event: AuditEvent): string {
  switch (event.type) {
    case 'Comment':
      return 'Comment added';
    case 'Create':
      return `${event.fieldName}: ${shown(event.value)}`;
    case 'Change':
      return `${event.fieldName}: ${shown(event.previousValue ?? null)} → ${shown(event.value)}`;
    case 'CommentPrivacyChange':
      return 'Comment made private';
    case 'CommentRedactionEvent':
      return 'Comment redacted';
  }
}

function shown(value: JsonValue): string {
  return (Array.isArray(value) ? value.map(textOf).join(' ') : textOf(value)) || '–';
}

function person(user: User | undefined): Part {
  if (user === undefined) return none();
  return html`<bdi>${user.name}</bdi><br /><small
      >${labelOf(user)}${user.suspended && ' · suspended'}${!user.active && ' · deleted'}</small
    >`;
}

function definitionName(account: Account, kind: 'groups' | 'brands', id: number | null): Part {
  const name = account.catalog.find(kind, id ?? 0)?.properties['name'];
  return typeof name === 'string' ? name : none();
}

function none(): SafeHtml {
  return html`<span class="none">none</span>`;
}
