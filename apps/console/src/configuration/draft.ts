import type { OrganizationConfiguration } from '@parley/contracts';

/** A value of a custom field of tickets. */
export type TicketFieldValue = OrganizationConfiguration['ticket']['fields'][string];

/** A creation field. */
export interface CreateField {
  readonly key: string;
  readonly required: boolean;
}

type Ticket = OrganizationConfiguration['ticket'];

/** A configuration while it is edited: what a select holds is text, and what may be empty is there. */
export interface Draft {
  searchFields: readonly string[];
  displayFields: readonly string[];
  createFields: readonly CreateField[];
  modeA: { enabled: boolean };
  modeB: {
    enabled: boolean;
    teamId: string | null;
    /** `contact:<key>` or `conversation:<key>`. */
    emailField: string | null;
    continueAfterCreation: boolean;
  };
  missingEmail: OrganizationConfiguration['missingEmail'];
  closeAs: OrganizationConfiguration['closeAs'];
  ticket: {
    subject: string;
    groupId: string | null;
    brandId: string | null;
    formId: string | null;
    priority: Ticket['priority'];
    tags: string[];
    fields: readonly { readonly id: string; readonly value: TicketFieldValue }[];
    language: NonNullable<Ticket['language']> | null;
    timeZone: string | null;
  };
  visibility: OrganizationConfiguration['visibility'];
  syncNotes: boolean;
  redactDeleted: boolean;
  attachments: {
    /** Empty while nothing is typed. */
    megabytes: number | '';
    refuseTypes: string[];
  };
}

const MEGABYTE = 1024 * 1024;

/** The configuration, ready to be edited. */
export function toDraft(configuration: OrganizationConfiguration): Draft {
  const { modeB, ticket, attachments } = configuration;
  return {
    ...configuration,
    modeB: { ...modeB, emailField: modeB.emailField && fieldReference(modeB.emailField) },
    ticket: {
      ...ticket,
      groupId: textOrNull(ticket.groupId),
      brandId: textOrNull(ticket.brandId),
      formId: textOrNull(ticket.formId),
      tags: [...ticket.tags],
      fields: Object.entries(ticket.fields).map(([id, value]) => ({ id, value })),
      language: ticket.language ?? null,
      timeZone: ticket.timeZone ?? null,
    },
    attachments: {
      megabytes: attachments.maxBytes / MEGABYTE,
      refuseTypes: [...attachments.refuseTypes],
    },
  };
}

/** The configuration that a draft stands for; a row of a ticket field that nobody has chosen yet stands for nothing. */
export function toConfiguration(draft: Draft): OrganizationConfiguration {
  const { modeB, ticket, attachments } = draft;
  const { language, timeZone, ...rest } = ticket;
  return {
    ...draft,
    modeB: { ...modeB, emailField: modeB.emailField === null ? null : referredField(modeB.emailField) },
    ticket: {
      ...rest,
      groupId: numberOrNull(ticket.groupId),
      brandId: numberOrNull(ticket.brandId),
      formId: numberOrNull(ticket.formId),
      fields: Object.fromEntries(
        ticket.fields.filter(({ id }) => id !== '').map(({ id, value }) => [id, value]),
      ),
      ...(language !== null && { language }),
      ...(timeZone !== null && { timeZone }),
    },
    attachments: {
      maxBytes: attachments.megabytes === '' ? 0 : Math.round(attachments.megabytes * MEGABYTE),
      refuseTypes: attachments.refuseTypes,
    },
  };
}

type EmailField = NonNullable<OrganizationConfiguration['modeB']['emailField']>;

/** One text for a field of the platform. */
export function fieldReference({ scope, key }: EmailField): string {
  return `${scope}:${key}`;
}

function referredField(reference: string): EmailField {
  const colon = reference.indexOf(':');
  const scope = reference.slice(0, colon) === 'conversation' ? 'conversation' : 'contact';
  return { scope, key: reference.slice(colon + 1) };
}

function textOrNull(id: number | null): string | null {
  return id === null ? null : String(id);
}

function numberOrNull(id: string | null): number | null {
  return id === null ? null : Number(id);
}
