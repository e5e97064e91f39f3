import { Alert, Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconInfoCircle, IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { OrganizationNav } from '../organizations/organization-nav';
import { organizationQuery } from '../organizations/queries';
import { Empty } from '../ui/empty';
import { Loaded } from '../ui/loaded';
import { Page } from '../ui/page';
import { AccountCard } from './account-card';
import { LinkDialog } from './link-dialog';
import { directoryAccountsQuery, linkedAccountsQuery } from './queries';

/** The accounts that are linked to one organization. */
export function AccountsPage() {
  const { t } = useTranslation(['accounts', 'organizations']);
  const { organizationId } = useParams({ from: '/signed-in/organizations/$organizationId/accounts' });
  const mayChange = useSession().role === 'administrator';
  const [opened, { open, close }] = useDisclosure(false);
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const { data: directory } = useQuery(directoryAccountsQuery);
  const accounts = useQuery(linkedAccountsQuery(organizationId));
  const isConnected = organization !== undefined && organization.state !== 'disconnected';
  const labels = new Map(directory?.map(({ id, networkLabel }) => [id, networkLabel]));
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      crumbs={[
        { label: t('organizations:title'), link: { to: '/organizations' } },
        {
          label: organization?.name ?? t('organizations:organization'),
          link: { to: '/organizations/$organizationId', params: { organizationId } },
        },
      ]}
      actions={
        mayChange &&
        isConnected && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
            {t('link')}
          </Button>
        )
      }
    >
      <OrganizationNav organizationId={organizationId} />
      {organization?.state === 'disconnected' && (
        <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
          {t('disconnected')}
        </Alert>
      )}
      <Loaded query={accounts}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon={IconPlugConnected} title={t('empty')}>
              {t('emptyLead')}
            </Empty>
          ) : (
            <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
              {list.map((account) => (
                <AccountCard
                  key={account.accountId}
                  organizationId={organizationId}
                  account={account}
                  networkLabel={labels.get(account.accountId) ?? account.network}
                  mayChange={mayChange}
                />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <LinkDialog organizationId={organizationId} opened={opened} onClose={close} />
    </Page>
  );
}
