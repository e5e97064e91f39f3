import type { Ticket } from '../tickets/ticket';
import type { Account } from '../world/account';
import type { Audit } from './audit';
import type { AuditDraft } from './audit-draft';

/** Ends an update: the audit is kept and `updated_at` moves when anything happened; `generated_timestamp` moves always. */
export function appendAudit(account: Account, ticket: Ticket, draft: AuditDraft): Audit {
  const audit = draft.finish();
  ticket.generatedAt = draft.createdAt;
  if (!draft.isEmpty) {
    ticket.audits.push(audit);
    ticket.updatedAt = draft.createdAt;
    account.noteTicket(ticket);
  }
  return audit;
}
