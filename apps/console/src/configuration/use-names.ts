import type { OrganizationConfiguration } from '@parley/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldsQuery, teamsQuery, ticketOptionsQuery, userFieldsQuery } from './queries';
import type { ListSetting, ValueSetting } from './settings';

/** How settings and their values are told to people. */
export interface Names {
  readonly value: (setting: ValueSetting, value: unknown) => string;
  readonly item: (setting: ListSetting, item: string) => string;
  readonly ticketField: (id: string) => string;
  readonly ticketFieldValue: (id: string, value: unknown) => string;
}

interface Named {
  readonly id: number;
  readonly name: string;
}

const MEGABYTE = 1024 * 1024;

/** Names of what a configuration refers to by id, as far as they could be read; the id itself where not. */
export function useNames(organizationId: string): Names {
  const { t, i18n } = useTranslation('configuration');
  const { data: options } = useQuery(ticketOptionsQuery(organizationId));
  const { data: userFields } = useQuery(userFieldsQuery(organizationId));
  const { data: teams } = useQuery(teamsQuery);
  const { data: fields } = useQuery(fieldsQuery);
  const named = (list: readonly Named[] | undefined, id: unknown) =>
    list?.find((one) => one.id === id)?.name ?? `#${String(id)}`;
  const emailField = ({ scope, key }: NonNullable<OrganizationConfiguration['modeB']['emailField']>) =>
    t(`scope.${scope}`, {
      label: fields?.find((one) => one.key === key && one.scope === scope)?.label ?? key,
    });
  const choice = (value: string) => t(`choice.${value}` as 'choice.public', { defaultValue: value });
  const plain = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('nothing');
    if (typeof value === 'boolean') return value ? t('on') : t('off');
    if (Array.isArray(value)) return value.join(', ');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  };
  const value = (setting: ValueSetting, shown: unknown): string => {
    if (shown === null || typeof shown === 'boolean') return plain(shown);
    switch (setting) {
      case 'modeB.teamId':
        return teams?.find(({ id }) => id === shown)?.name ?? plain(shown);
      case 'modeB.emailField':
        return emailField(shown as Parameters<typeof emailField>[0]);
      case 'ticket.groupId':
        return named(options?.groups, shown);
      case 'ticket.brandId':
        return named(options?.brands, shown);
      case 'ticket.formId':
        return named(options?.forms, shown);
      case 'ticket.subject':
        return t('quoted', { text: plain(shown) });
      case 'attachments.maxBytes':
        return megabytes(Number(shown), i18n.language);
      case 'missingEmail':
      case 'closeAs':
      case 'ticket.priority':
      case 'ticket.language':
      case 'visibility.contact':
      case 'visibility.advisor':
      case 'visibility.bot':
        return choice(plain(shown));
      case 'modeA.enabled':
      case 'modeB.enabled':
      case 'modeB.continueAfterCreation':
      case 'ticket.timeZone':
      case 'syncNotes':
      case 'redactDeleted':
        return plain(shown);
    }
  };
  const ticketField = (id: string) => options?.fields.find((one) => String(one.id) === id);
  const userField = (key: string) => userFields?.items.find((one) => one.key === key)?.title ?? key;
  return {
    value,
    item: (setting, item) =>
      setting === 'ticket.tags' || setting === 'attachments.refuseTypes' ? item : userField(item),
    ticketField: (id) => ticketField(id)?.title ?? `#${id}`,
    ticketFieldValue: (id, shown) => {
      const names = ticketField(id)?.options;
      const nameOf = (one: unknown) => names?.find((option) => option.value === one)?.name ?? plain(one);
      return Array.isArray(shown) && shown.length > 0 ? shown.map(nameOf).join(', ') : nameOf(shown);
    },
  };
}

function megabytes(bytes: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 2,
  }).format(bytes / MEGABYTE);
}
