import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A page on the way to the present one. */
export interface Crumb {
  readonly label: string;
  readonly link: LinkProps;
}

interface PageProps {
  readonly title: string;
  /** One sentence on what the page is for. */
  readonly lead?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** What can be done with the page as a whole; stands at the top right. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its heading; also names the browser's tab. */
export function Page({ title, lead, crumbs = [], actions, children }: PageProps) {
  const { t } = useTranslation();
  useDocumentTitle(`${title} · ${t('productName')}`);
  return (
    <Stack gap="lg" maw={1400}>
      <Stack gap={4}>
        {crumbs.length > 0 && (
          <Breadcrumbs>
            {crumbs.map(({ label, link }) => (
              <Anchor key={label} size="sm" renderRoot={(props) => <Link {...link} {...props} />}>
                {label}
              </Anchor>
            ))}
          </Breadcrumbs>
        )}
        <Group justify="space-between" align="flex-start">
          <Title order={1} size="h2" className="breakable">
            {title}
          </Title>
          {actions !== undefined && <Group gap="xs">{actions}</Group>}
        </Group>
        {lead !== undefined && <Text c="dimmed">{lead}</Text>}
      </Stack>
      {children}
    </Stack>
  );
}
