import type { Refused } from '@parley/zendesk';
import { conclude, type EffectInHand } from '../lane/conclude';
import { callOf } from '../lane/outcomes';
import { GO_ON, LOST, type Step } from '../lane/ports';

/** Whether Zendesk refuses a comment because of its files: a token is too old, or used up. */
export function isAboutUploads({ fields }: Refused): boolean {
  return fields.some(({ field }) => /upload|attachment/i.test(field));
}

/** The refusal shows that nothing was applied: the files are uploaded again, and the effect is composed anew. */
export async function uploadAgain(hand: EffectInHand, refusal: Refused): Promise<Step> {
  if (!(await hand.ports.attachments.book.refused(hand.held))) return LOST;
  return conclude(hand, { state: 'released', reason: 'uploads-refused' }, callOf(refusal), GO_ON);
}
