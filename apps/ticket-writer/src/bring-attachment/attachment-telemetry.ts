import { ATTRIBUTE, meter, METRIC } from '@parley/platform';
import type { AttachmentPorts } from './attachment-ports';

const attachments = meter.createCounter(METRIC.attachments, {
  unit: '{attachment}',
  description: 'Attachments by what became of them',
});

/** Counts what became of an attachment. */
export const countAttachment: AttachmentPorts['ended'] = (end) =>
  attachments.add(1, { [ATTRIBUTE.outcome]: end });
