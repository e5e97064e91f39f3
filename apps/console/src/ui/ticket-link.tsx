import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface TicketLinkProps {
  readonly id: number;
  readonly url: string;
  readonly size?: string;
}

/** A ticket of Zendesk, opened beside the console. */
export function TicketLink({ id, url, size = 'sm' }: TicketLinkProps) {
  const { t } = useTranslation();
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" size={size} aria-label={t('openTicket', { id })}>
      #{id} <IconExternalLink size={12} aria-hidden />
    </Anchor>
  );
}
