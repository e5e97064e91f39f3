import type { GateReason } from '@parley/contracts';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { en } from '../i18n/en';

/** Whether the console has words for a reason. */
export function isKnownReason(reason: string): reason is GateReason {
  return Object.hasOwn(en.reasons.title, reason);
}

/** Every reason that the console has words for, in the order of the gates. */
export const REASONS = Object.keys(en.reasons.title) as readonly GateReason[];

/** Tells a reason in a few plain words; one that a newer gateway tells of, as it stands. */
export function useReasonTitle(): (reason: string) => string {
  const { t } = useTranslation('reasons');
  return useCallback(
    (reason) => (isKnownReason(reason) ? t(`title.${reason}`) : t('unknown', { reason })),
    [t],
  );
}
