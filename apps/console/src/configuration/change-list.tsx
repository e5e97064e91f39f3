import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import type { Change } from './differences';
import { type Names, useNames } from './use-names';

interface ChangeListProps {
  readonly organizationId: string;
  readonly changes: readonly Change[];
}

/** What differs between two configurations, in plain words (A6). */
export function ChangeList({ organizationId, changes }: ChangeListProps) {
  const { t } = useTranslation('configuration');
  const names = useNames(organizationId);
  if (changes.length === 0) return <Text size="sm">{t('change.none')}</Text>;
  return (
    <List size="sm" spacing={4}>
      {changes.map((change) => (
        <List.Item key={keyOf(change)} className="breakable">
          <Told change={change} names={names} />
        </List.Item>
      ))}
    </List>
  );
}

interface ToldProps {
  readonly change: Change;
  readonly names: Names;
}

function Told({ change, names }: ToldProps) {
  const { t } = useTranslation('configuration');
  const platform = useSession().platformName;
  switch (change.kind) {
    case 'value': {
      const { setting, before, after } = change;
      const values = { before: names.value(setting, before), after: names.value(setting, after) };
      return <Line label={t(`setting.${setting}`, { platform })}>{t('change.value', values)}</Line>;
    }
    case 'list': {
      const { setting, added, removed, reordered } = change;
      const listed = (items: readonly string[]) => items.map((item) => names.item(setting, item)).join(', ');
      const parts = [
        ...(added.length > 0 ? [t('change.added', { items: listed(added) })] : []),
        ...(removed.length > 0 ? [t('change.removed', { items: listed(removed) })] : []),
        ...(reordered ? [t('change.reordered')] : []),
      ];
      return <Line label={t(`setting.${setting}`)}>{parts.join('; ')}</Line>;
    }
    case 'required': {
      const field = names.item('createFields', change.key);
      return (
        <Line label={t('setting.createFields')}>
          {change.required ? t('change.required', { field }) : t('change.optional', { field })}
        </Line>
      );
    }
    case 'ticket-field': {
      const { id, before, after } = change;
      return (
        <Line label={t('change.ticketField', { field: names.ticketField(id) })}>
          {t('change.value', {
            before: names.ticketFieldValue(id, before),
            after: names.ticketFieldValue(id, after),
          })}
        </Line>
      );
    }
  }
}

function Line({ label, children }: { readonly label: string; readonly children: string }) {
  const { t } = useTranslation('configuration');
  return (
    <>
      <Text span inherit fw={600}>
        {label}
      </Text>
      {t('change.colon')}
      {children}
    </>
  );
}

function keyOf(change: Change): string {
  switch (change.kind) {
    case 'value':
    case 'list':
      return `${change.kind} ${change.setting}`;
    case 'required':
      return `required ${change.key}`;
    case 'ticket-field':
      return `ticket-field ${change.id}`;
  }
}
