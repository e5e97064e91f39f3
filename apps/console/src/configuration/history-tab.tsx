import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ConfigurationVersionDetail } from '@parley/contracts';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../ui/empty';
import { Loaded } from '../ui/loaded';
import { Moment } from '../ui/moment';
import { Section } from '../ui/section';
import { ChangeList } from './change-list';
import { CompareVersions } from './compare-versions';
import { differences } from './differences';
import { versionsQuery } from './queries';
import { RestoreButton } from './restore-button';
import type { TaggedConfiguration } from './use-draft';

interface HistoryTabProps {
  readonly organizationId: string;
  readonly base: TaggedConfiguration;
  /** Whether there is a draft that is not saved; what is saved otherwise would pass it by. */
  readonly isUnsaved: boolean;
  readonly onSaved: (saved: TaggedConfiguration) => void;
}

/** Every version there was: who, when, what changed, and the way back (A6). */
export function HistoryTab({ organizationId, base, isUnsaved, onSaved }: HistoryTabProps) {
  const { t } = useTranslation(['configuration', 'common']);
  const query = useInfiniteQuery(versionsQuery(organizationId));
  return (
    <Loaded query={query} lines={6}>
      {({ pages }) => {
        const versions = pages.flatMap(({ items }) => items);
        if (versions.length === 0)
          return (
            <Empty icon={IconHistory} title={t('history.empty')}>
              {t('history.emptyLead')}
            </Empty>
          );
        return (
          <Stack>
            {versions.length > 1 && <CompareVersions organizationId={organizationId} versions={versions} />}
            <Section title={t('tab.history')} lead={t('history.lead')}>
              <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
                {versions.map((version, at) => (
                  <Version key={version.version} organizationId={organizationId} version={version}>
                    {at === 0 ? (
                      <Badge variant="default" tt="none" fw={500}>
                        {t('history.present')}
                      </Badge>
                    ) : (
                      <RestoreButton
                        organizationId={organizationId}
                        version={version}
                        base={base}
                        isUnsaved={isUnsaved}
                        onSaved={onSaved}
                      />
                    )}
                  </Version>
                ))}
              </Stack>
              {query.hasNextPage && (
                <Button
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t('common:more')}
                </Button>
              )}
            </Section>
          </Stack>
        );
      }}
    </Loaded>
  );
}

interface VersionProps {
  readonly organizationId: string;
  readonly version: ConfigurationVersionDetail;
  readonly children: ReactNode;
}

function Version({ organizationId, version, children }: VersionProps) {
  const { t } = useTranslation('configuration');
  const { previous, configuration, changedBy, changedAt, restoredFrom } = version;
  return (
    <Paper component="li" withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Stack gap={0}>
            <Title order={3} size="h5">
              {t('history.version', { version: version.version })}
            </Title>
            <Text size="sm" c="dimmed" className="breakable">
              <Moment at={changedAt} /> {t('history.by', { person: changedBy })}
              {restoredFrom !== undefined && ` ${t('history.restoredFrom', { version: restoredFrom })}`}
            </Text>
          </Stack>
          {children}
        </Group>
        {previous === null ? (
          <Text size="sm">{t('history.first')}</Text>
        ) : (
          <ChangeList organizationId={organizationId} changes={differences(previous, configuration)} />
        )}
      </Stack>
    </Paper>
  );
}
