import { Alert, List } from '@mantine/core';
import type { MissingTicketOptions } from '@parley/contracts';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface MissingOptionsProps {
  readonly missing: readonly MissingTicketOptions[];
  /** Those that concern what is shown. */
  readonly parts: readonly MissingTicketOptions['part'][];
}

/** What could not be read from this Zendesk, and why. */
export function MissingOptions({ missing, parts }: MissingOptionsProps) {
  const { t } = useTranslation('configuration');
  const shown = missing.filter(({ part }) => parts.includes(part));
  if (shown.length === 0) return null;
  return (
    <Alert color="gray" icon={<IconInfoCircle aria-hidden />} title={t('missing.title')}>
      <List size="sm">
        {shown.map(({ part, reason }) => (
          <List.Item key={part}>
            {t(`missing.part.${part}`)}
            {t('change.colon')}
            {t(`missing.reason.${reason}`)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
