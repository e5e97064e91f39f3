import { Anchor, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import type { CustomerView, UserFieldsView, UserFieldValue, UserFieldView } from '@parley/contracts';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { customerName } from './customer-name';

interface CustomerCardProps {
  readonly customer: CustomerView;
  readonly fields: UserFieldsView;
  readonly onChoose: () => void;
}

/** A user of Zendesk with the display fields (C1). */
export function CustomerCard({ customer, fields, onChoose }: CustomerCardProps) {
  const { t } = useTranslation('customers');
  const { zendeskUserId, url, suspended } = customer;
  const name = customerName(customer) ?? t('customer.user', { id: zendeskUserId });
  return (
    <Paper withBorder p="sm" component="article" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Text fw={600} className="breakable">
              {name}
            </Text>
            {suspended && (
              <Badge variant="default" tt="none">
                {t('customer.suspended')}
              </Badge>
            )}
          </Group>
          <Anchor
            href={url}
            target="_blank"
            rel="noreferrer"
            size="sm"
            aria-label={t('customer.open', { id: zendeskUserId })}
          >
            {zendeskUserId} <IconExternalLink size={12} aria-hidden />
          </Anchor>
        </Group>
        <FieldValues values={customer.fields} items={fields.items} />
        {suspended && <Text size="sm">{t('customer.suspendedLead')}</Text>}
        <Group>
          <Button size="xs" onClick={onChoose} aria-label={t('associate.label', { name })}>
            {t('associate.button')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

interface FieldValuesProps {
  readonly values: Readonly<Record<string, UserFieldValue>>;
  readonly items: readonly Pick<UserFieldView, 'key' | 'title' | 'options'>[];
}

/** Values of fields by their titles in this Zendesk. */
export function FieldValues({ values, items }: FieldValuesProps) {
  const { t } = useTranslation(['customers', 'common']);
  const tell = (key: string, value: UserFieldValue): string => {
    if (value === null || value === '') return t('common:none');
    if (typeof value === 'boolean') return t(value ? 'customer.yes' : 'customer.no');
    if (typeof value === 'object') return value.map((one) => tell(key, one)).join(', ');
    const options = items.find((item) => item.key === key)?.options;
    return options?.find((option) => option.value === value)?.name ?? String(value);
  };
  return (
    <dl style={{ margin: 0, display: 'grid', gap: '0.25rem' }}>
      {Object.entries(values).map(([key, value]) => (
        <div key={key}>
          <Text component="dt" size="xs" c="dimmed">
            {items.find((item) => item.key === key)?.title ?? key}
          </Text>
          <Text component="dd" size="sm" m={0} className="breakable">
            {tell(key, value)}
          </Text>
        </div>
      ))}
    </dl>
  );
}
