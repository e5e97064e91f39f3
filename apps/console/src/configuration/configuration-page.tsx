import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { OrganizationNav } from '../organizations/organization-nav';
import { organizationQuery } from '../organizations/queries';
import { Loaded } from '../ui/loaded';
import { Page } from '../ui/page';
import { ConfigurationEditor } from './configuration-editor';
import { configurationQuery } from './queries';

/** How one organization wants its conversations synchronised. */
export function ConfigurationPage() {
  const { t } = useTranslation(['configuration', 'organizations']);
  const { organizationId } = useParams({ from: '/signed-in/organizations/$organizationId/configuration' });
  const { data: organization } = useQuery(organizationQuery(organizationId));
  const configuration = useQuery(configurationQuery(organizationId));
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
    >
      <OrganizationNav organizationId={organizationId} />
      <Loaded query={configuration} lines={8}>
        {(latest) => <ConfigurationEditor organizationId={organizationId} latest={latest} />}
      </Loaded>
    </Page>
  );
}
