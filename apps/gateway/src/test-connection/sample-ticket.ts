import { SAMPLE_TICKET_TAG } from '@parley/contracts';
import type { OrganizationConfiguration } from '@parley/contracts';
import type { Organization } from '../connect-organization/organization';

/**
 * The exact bytes of the sample ticket: set up like every other ticket of the organization, so that what Zendesk would refuse of those
 * is refused here. Its comment is internal and its requester the connected user, so that nobody is mailed. The same key gives the same
 * bytes, for Zendesk to recognise a repetition by.
 */
export function sampleTicket(
  { configuration, connectedUserId }: Organization,
  externalId: string,
): Uint8Array {
  const { groupId, brandId, formId, priority, fields } = configuration.ticket;
  const custom = Object.entries(fields).map(([id, value]) => ({ id: Number(id), value }));
  return bytesOf({
    subject: 'Parley: test of the connection',
    requester_id: connectedUserId,
    external_id: externalId,
    tags: [SAMPLE_TICKET_TAG],
    ...(groupId === null ? {} : { group_id: groupId }),
    ...(brandId === null ? {} : { brand_id: brandId }),
    ...(formId === null ? {} : { ticket_form_id: formId }),
    ...(priority === null ? {} : { priority }),
    ...(custom.length === 0 ? {} : { custom_fields: custom }),
    comment: {
      body: 'Parley wrote this ticket to test its connection, and closes it at once. Nothing has to be done.',
      public: false,
    },
  });
}

/** The exact bytes that close it, as the organization wants tickets closed (K8). */
export function closingOf(
  { closeAs }: Pick<OrganizationConfiguration, 'closeAs'>,
  connectedUserId: number,
): Uint8Array {
  return bytesOf(
    closeAs === 'closed' ? { status: 'closed' } : { status: 'solved', assignee_id: connectedUserId },
  );
}

function bytesOf(ticket: object): Uint8Array {
  return Buffer.from(JSON.stringify({ ticket }), 'utf8');
}
