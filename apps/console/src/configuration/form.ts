import type { UseFormReturnType } from '@mantine/form';
import type { TFunction } from 'i18next';
import type { Draft } from './draft';

/** The form that all tabs share. */
export type DraftForm = UseFormReturnType<Draft>;

/** Most that an attachment may have, in MB (the contract's limit). */
export const MOST_MEGABYTES = 50;
/** Most characters of a subject's template. */
export const LONGEST_SUBJECT_TEMPLATE = 500;
/** Most characters of a tag or a refused type. */
const LONGEST_TAG = 255;

/** What is wrong with a draft, by the paths of its fields; what Zendesk and the platform know is asked when it is saved. */
export function validateDraft(draft: Draft, t: TFunction<'configuration'>): Record<string, string> {
  const { modeB, ticket, attachments } = draft;
  const { megabytes } = attachments;
  const faults: Record<string, string> = {};
  if (modeB.enabled && modeB.teamId === null) faults['modeB.teamId'] = t('fault.teamMissing');
  if (modeB.enabled && modeB.emailField === null) faults['modeB.emailField'] = t('fault.fieldMissing');
  if (ticket.subject.trim() === '') faults['ticket.subject'] = t('fault.subjectMissing');
  if (ticket.tags.some((tag) => tag.length > LONGEST_TAG)) faults['ticket.tags'] = t('fault.tooLong');
  if (attachments.refuseTypes.some((type) => type.length > LONGEST_TAG))
    faults['attachments.refuseTypes'] = t('fault.tooLong');
  if (megabytes === '' || megabytes < 0 || megabytes > MOST_MEGABYTES)
    faults['attachments.megabytes'] = t('fault.megabytes', { most: MOST_MEGABYTES });
  const ids = ticket.fields.map(({ id }) => id);
  if (ids.includes('')) faults['ticket.fields'] = t('fault.fieldNotChosen');
  if (new Set(ids).size < ids.length) faults['ticket.fields'] = t('fault.fieldTwice');
  return faults;
}
