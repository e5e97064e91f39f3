import { appendAudit } from '../audits/append-audit';
import { AuditDraft } from '../audits/audit-draft';
import type { Via } from '../audits/audit';
import type { Status, Ticket } from '../tickets/ticket';
import type { Account } from '../world/account';
import { popDueTask, pushDueTask, type DueTask } from './due-task';

const HOUR_MS = 3_600_000;

/** Author of what business rules do. */
const SYSTEM_AUTHOR = -1;

/** Remembers when a status began, and plans what follows from it: closing of solved tickets, archiving of closed ones. */
export function noteStatus(account: Account, ticket: Ticket, before: Status | null): void {
  if (ticket.status === before) return;
  const now = account.now();
  ticket.solvedAt =
    ticket.status === 'solved' || ticket.status === 'closed' ? (ticket.solvedAt ?? now) : null;
  ticket.closedAt = ticket.status === 'closed' ? now : null;
  const { closeSolvedAfterHours, archiveAfterDays } = account.state.settings;
  if (ticket.status === 'solved') plan(account, 'close-solved', ticket, now, closeSolvedAfterHours * HOUR_MS);
  if (ticket.status === 'closed') plan(account, 'archive', ticket, now, archiveAfterDays * 24 * HOUR_MS);
}

/** Plans the standard trigger that fills an empty priority after a creation. */
export function noteCreation(account: Account, ticket: Ticket): void {
  const { defaultPriorityTrigger, defaultPriorityDelayMs } = account.state.settings;
  if (defaultPriorityTrigger && ticket.priority === null) {
    plan(account, 'default-priority', ticket, account.now(), defaultPriorityDelayMs);
  }
}

/** Does everything that has become due by the account's clock. */
export function runDueTasks(account: Account): void {
  const now = account.now();
  for (
    let task = popDueTask(account.state.due, now);
    task !== undefined;
    task = popDueTask(account.state.due, now)
  ) {
    const ticket = account.tickets.findLive(task.ticketId);
    if (ticket !== undefined) run(account, ticket, task);
  }
}

function plan(account: Account, kind: DueTask['kind'], ticket: Ticket, since: number, afterMs: number): void {
  pushDueTask(account.state.due, { kind, ticketId: ticket.id, since, at: since + afterMs });
}

function run(account: Account, ticket: Ticket, task: DueTask): void {
  switch (task.kind) {
    case 'default-priority':
      if (ticket.priority !== null || ticket.status === 'closed') return;
      touch(account, ticket, rule(account, 'trigger', 'Set priority to normal when it is empty'), (audit) => {
        ticket.priority = 'normal';
        audit.changed('priority', 'normal', null);
      });
      return;
    case 'close-solved':
      if (ticket.status !== 'solved' || ticket.solvedAt !== task.since) return;
      touch(
        account,
        ticket,
        rule(account, 'automation', 'Close ticket 4 days after status is set to solved'),
        (audit) => {
          ticket.status = 'closed';
          audit.changed('status', 'closed', 'solved');
          noteStatus(account, ticket, 'solved');
        },
      );
      return;
    case 'archive':
      if (ticket.status === 'closed' && ticket.closedAt === task.since) ticket.archivedAt = account.now();
  }
}

function touch(account: Account, ticket: Ticket, via: Via, change: (audit: AuditDraft) => void): void {
  const audit = new AuditDraft(account, ticket.id, { authorId: SYSTEM_AUTHOR, client: '', custom: {}, via });
  change(audit);
  appendAudit(account, ticket, audit);
}

function rule(account: Account, rel: 'trigger' | 'automation', title: string): Via {
  const id = account.catalog.findBy('triggers', 'title', title)?.id ?? 0;
  return { channel: 'rule', source: { from: { id, title }, to: {}, rel } };
}
