import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Organization } from './queries';

/** What an administrator should look at (A5). */
export function OrganizationWarnings({ warnings }: Pick<Organization, 'warnings'>) {
  const { t } = useTranslation('organizations');
  if (warnings.length === 0) return null;
  return (
    <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('warnings')}>
      <List size="sm">
        {warnings.map(({ code, detail }) => (
          <List.Item key={code}>
            <Text size="sm">
              {code === 'team-gone' || code === 'field-gone' ? t(`warning.${code}`) : detail}
            </Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
