import { Anchor, Stack, Text } from '@mantine/core';
import type { ConversationView } from '@parley/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { organizationsQuery } from '../organizations/queries';
import { Moment } from '../ui/moment';
import { directoryAccountsQuery } from './queries';

/** Links that stand one below the other are tall enough for a finger (WCAG 2.5.8). */
const FINGER = { size: 'sm', display: 'inline-block', py: 3 } as const;

/** What is known about a conversation besides its gates. */
export function Facts({ conversation }: { readonly conversation: ConversationView }) {
  const { t } = useTranslation('conversations');
  const { role, platformName } = useSession();
  const accounts = useQuery(directoryAccountsQuery);
  const organizations = useQuery(organizationsQuery);
  const { accountId, contactId, organizationId, mode, trigger, closed, lastEventAt } = conversation;
  const account = accounts.data?.find(({ id }) => id === accountId);
  const organization = organizations.data?.find(({ id }) => id === organizationId);
  const search = { contactId, ...(organizationId === null ? {} : { organizationId }) };
  return (
    <dl style={{ margin: 0, display: 'grid', gap: '0.75rem' }}>
      <Fact label={t('fact.contact')}>
        <Anchor
          {...FINGER}
          renderRoot={(props) => <Link to="/conversations" search={{ contactId }} {...props} />}
        >
          {contactId}
        </Anchor>
        {role !== 'operator' && (
          <Anchor {...FINGER} renderRoot={(props) => <Link to="/customers" search={search} {...props} />}>
            {t('fact.customer')}
          </Anchor>
        )}
      </Fact>
      <Fact label={t('fact.account')}>
        {account === undefined ? (accountId ?? t('noAccount')) : `${account.name} (${account.networkLabel})`}
      </Fact>
      <Fact label={t('fact.organization')}>
        {organization?.name ?? organizationId ?? t('noOrganization')}
      </Fact>
      <Fact label={t('fact.mode')}>
        {mode === undefined ? t('notFired') : t(`mode.${mode}`, { platform: platformName })}
      </Fact>
      {trigger !== undefined && (
        <Fact label={t('fact.trigger')}>
          {t('cause.eventOf', { id: trigger.id, source: trigger.source })}
        </Fact>
      )}
      <Fact label={t('fact.activity')}>
        <Moment at={lastEventAt} />
      </Fact>
      {closed && <Fact label={t('fact.closed')}>{t('fact.isClosed')}</Fact>}
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0} className="breakable">
        <Stack gap={0} align="flex-start">
          {children}
        </Stack>
      </Text>
    </div>
  );
}
