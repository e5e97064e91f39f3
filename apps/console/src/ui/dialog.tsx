import { Modal, type ModalProps } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly size?: ModalProps['size'];
  readonly children: ReactNode;
}

/** Something that is asked above the page; fills a telephone's screen. */
export function Dialog({ opened, onClose, title, size = 'lg', children }: DialogProps) {
  const { t } = useTranslation();
  const narrow = useMediaQuery('(max-width: 36em)');
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} fullScreen={narrow}>
      <Modal.Overlay />
      <Modal.Content>
        {/* Not the banner of the page, which an element of this name would be taken for. */}
        <Modal.Header role="presentation">
          <Modal.Title fw={600}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('close')} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
