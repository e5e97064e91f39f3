import {
  IconAlertTriangle,
  IconBuilding,
  IconGauge,
  IconMessages,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { Role } from '../api/session';

interface MenuPage {
  readonly to: '/overview' | '/organizations' | '/conversations' | '/errors' | '/customers';
  readonly icon: Icon;
  readonly label:
    'pages.overview' | 'pages.organizations' | 'pages.conversations' | 'pages.errorDesk' | 'pages.customers';
  readonly roles: readonly Role[];
}

/** The pages of the menu, each with the roles that it is made for; the first of a role is where it starts. */
const MENU: readonly MenuPage[] = [
  { to: '/overview', icon: IconGauge, label: 'pages.overview', roles: ['administrator', 'operator'] },
  {
    to: '/organizations',
    icon: IconBuilding,
    label: 'pages.organizations',
    roles: ['administrator', 'operator'],
  },
  { to: '/customers', icon: IconUsers, label: 'pages.customers', roles: ['administrator', 'advisor'] },
  {
    to: '/conversations',
    icon: IconMessages,
    label: 'pages.conversations',
    roles: ['administrator', 'advisor', 'operator'],
  },
  { to: '/errors', icon: IconAlertTriangle, label: 'pages.errorDesk', roles: ['administrator', 'operator'] },
];

/** The pages that somebody with this role finds in the menu. */
export function pagesFor(role: Role): readonly MenuPage[] {
  return MENU.filter(({ roles }) => roles.includes(role));
}

/** The page that somebody with this role begins on. */
export function startPage(role: Role): MenuPage['to'] {
  return pagesFor(role)[0]?.to ?? '/conversations';
}
