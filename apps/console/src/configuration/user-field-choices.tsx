import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import type { UserFieldUse, UserFieldView } from '@parley/contracts';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../ui/loaded';
import { userFieldsQuery } from './queries';

/** From how many fields on they can be looked for. */
const MANY = 12;

interface UserFieldChoicesProps {
  readonly organizationId: string;
  readonly use: UserFieldUse;
  readonly chosen: readonly string[];
  readonly onAdd: (key: string) => void;
}

/** The fields that can still be chosen: standard properties, and the user fields of this Zendesk. */
export function UserFieldChoices({ organizationId, use, chosen, onAdd }: UserFieldChoicesProps) {
  const { t } = useTranslation('configuration');
  const query = useQuery(userFieldsQuery(organizationId));
  const [wanted, setWanted] = useState('');
  return (
    <Loaded query={query} lines={3}>
      {({ items }) => {
        const free = items.filter((item) => item.uses.includes(use) && !chosen.includes(item.key));
        const shown = free.filter((item) => fits(item, wanted));
        return (
          <Stack gap="sm">
            {free.length > MANY && (
              <TextInput
                label={t('fields.find')}
                leftSection={<IconSearch size={16} aria-hidden />}
                value={wanted}
                onChange={({ currentTarget }) => setWanted(currentTarget.value)}
                maw={360}
              />
            )}
            <ChoiceGroup
              title={t('fields.standard')}
              fields={shown.filter((one) => one.standard)}
              onAdd={onAdd}
            />
            <ChoiceGroup
              title={t('fields.own')}
              fields={shown.filter((one) => !one.standard)}
              onAdd={onAdd}
            />
          </Stack>
        );
      }}
    </Loaded>
  );
}

function fits({ key, title }: UserFieldView, wanted: string): boolean {
  return `${key} ${title}`.toLowerCase().includes(wanted.trim().toLowerCase());
}

interface ChoiceGroupProps {
  readonly title: string;
  readonly fields: readonly UserFieldView[];
  readonly onAdd: (key: string) => void;
}

function ChoiceGroup({ title, fields, onAdd }: ChoiceGroupProps) {
  const { t } = useTranslation('configuration');
  return (
    <Stack gap={6}>
      <Title order={3} size="h5">
        {title}
      </Title>
      {fields.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('fields.noneLeft')}
        </Text>
      )}
      <Group gap={6}>
        {fields.map(({ key, title: name }) => (
          <Button
            key={key}
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            aria-label={t('fields.add', { field: name })}
            onClick={() => onAdd(key)}
          >
            {name}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
