import { ActionIcon, Alert, Group, Input, Paper, Stack, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconArrowDown, IconArrowUp, IconX, type Icon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moved } from './order';
import { userFieldsQuery } from './queries';

interface FieldListProps {
  readonly organizationId: string;
  /** Keys in their order. */
  readonly chosen: readonly string[];
  readonly onChange: (keys: readonly string[]) => void;
  readonly error: ReactNode;
  /** What else can be said of a field. */
  readonly extra?: (key: string, title: string) => ReactNode;
}

/** The chosen fields in their order, which buttons change. */
export function FieldList({ organizationId, chosen, onChange, error, extra }: FieldListProps) {
  const { t } = useTranslation('configuration');
  const { data } = useQuery(userFieldsQuery(organizationId));
  const [told, setTold] = useState('');
  const titleOf = (key: string) => data?.items.find((item) => item.key === key)?.title ?? key;
  const move = (from: number, to: number) => {
    const key = chosen[from];
    if (key === undefined || to < 0 || to >= chosen.length) return;
    onChange(moved(chosen, from, to));
    setTold(t('fields.moved', { field: titleOf(key), place: to + 1, count: chosen.length }));
  };
  const remove = (key: string) => {
    onChange(chosen.filter((one) => one !== key));
    setTold(t('fields.removed', { field: titleOf(key) }));
  };
  return (
    <Stack gap="xs">
      <VisuallyHidden role="status">{told}</VisuallyHidden>
      {chosen.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('fields.noneChosen')}
        </Text>
      )}
      <Stack component="ol" gap={6} m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('fields.chosen')}>
        {chosen.map((key, at) => {
          const title = titleOf(key);
          return (
            <Paper key={key} component="li" withBorder px="sm" py={6}>
              <Group justify="space-between" gap="xs">
                <Stack gap={0} miw={0}>
                  <Text size="sm" fw={500} className="breakable">
                    {title}
                  </Text>
                  <Text size="xs" c="dimmed" className="breakable">
                    {key}
                  </Text>
                  {data?.missing.includes(key) === true && (
                    <Group gap={4}>
                      <IconAlertTriangle size={14} color="var(--mantine-color-orange-6)" aria-hidden />
                      <Text size="xs">{t('fields.gone')}</Text>
                    </Group>
                  )}
                </Stack>
                <Group gap={6} wrap="nowrap">
                  {extra?.(key, title)}
                  <ListButton
                    icon={IconArrowUp}
                    label={t('fields.up', { field: title })}
                    idle={at === 0}
                    onClick={() => move(at, at - 1)}
                  />
                  <ListButton
                    icon={IconArrowDown}
                    label={t('fields.down', { field: title })}
                    idle={at === chosen.length - 1}
                    onClick={() => move(at, at + 1)}
                  />
                  <ListButton
                    icon={IconX}
                    label={t('fields.remove', { field: title })}
                    onClick={() => remove(key)}
                  />
                </Group>
              </Group>
            </Paper>
          );
        })}
      </Stack>
      {error !== undefined && error !== null && <Input.Error role="alert">{error}</Input.Error>}
      {data !== undefined && data.missing.some((key) => chosen.includes(key)) && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
          {t('fields.goneLead')}
        </Alert>
      )}
    </Stack>
  );
}

interface ListButtonProps {
  readonly icon: Icon;
  readonly label: string;
  /** There is nothing to do here; the button stays, so that the focus does, too. */
  readonly idle?: boolean;
  readonly onClick: () => void;
}

function ListButton({ icon: Icon, label, idle = false, onClick }: ListButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        aria-label={label}
        aria-disabled={idle}
        data-disabled={idle}
        onClick={idle ? undefined : onClick}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
