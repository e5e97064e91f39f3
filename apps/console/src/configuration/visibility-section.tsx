import { Alert, Anchor, List, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconExternalLink, IconMailExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section';
import type { DraftForm } from './form';
import { MissingOptions } from './missing-options';
import { ticketOptionsQuery } from './queries';

const AUTHORS = ['contact', 'advisor', 'bot'] as const;

interface VisibilitySectionProps {
  readonly organizationId: string;
  readonly form: DraftForm;
}

/** Who sees which comments, and which triggers of this Zendesk would mail them to the customer (K4). */
export function VisibilitySection({ organizationId, form }: VisibilitySectionProps) {
  const { t } = useTranslation('configuration');
  const { data } = useQuery(ticketOptionsQuery(organizationId));
  const { visibility } = form.values;
  const isPublic = AUTHORS.some((author) => visibility[author] === 'public');
  const triggers = data?.notifyingTriggers ?? [];
  return (
    <Section title={t('visibility.title')} lead={t('visibility.lead')}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {AUTHORS.map((author) => (
          <Radio.Group
            key={author}
            label={t(`setting.visibility.${author}`)}
            {...form.getInputProps(`visibility.${author}`)}
          >
            <Stack gap={6} mt={6}>
              <Radio value="public" label={t('choice.public')} />
              <Radio value="internal" label={t('choice.internal')} />
            </Stack>
          </Radio.Group>
        ))}
      </SimpleGrid>
      {isPublic && triggers.length > 0 && (
        <Alert
          color="orange"
          icon={<IconMailExclamation aria-hidden />}
          title={t('visibility.triggers', { count: triggers.length })}
        >
          <Stack gap="xs">
            <Text size="sm">{t('visibility.triggersLead')}</Text>
            <List size="sm">
              {triggers.map(({ id, title, url }) => (
                <List.Item key={id}>
                  <Anchor inherit underline="always" href={url} target="_blank" rel="noreferrer">
                    {title} <IconExternalLink size={14} role="img" aria-label={t('newTab')} />
                  </Anchor>
                </List.Item>
              ))}
            </List>
          </Stack>
        </Alert>
      )}
      <MissingOptions missing={isPublic ? (data?.missing ?? []) : []} parts={['triggers']} />
    </Section>
  );
}
