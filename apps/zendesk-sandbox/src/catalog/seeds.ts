import type { JsonObject } from '../http/json';
import type { CatalogKind } from './catalog';

/** The definitions that a new account has. Names of the standard triggers: Zendesk facts, notifications (public help article). */
export function seededDefinitions(subdomain: string): readonly (readonly [CatalogKind, JsonObject])[] {
  return [
    ['groups', group('Support', true)],
    ['groups', group('Billing', false)],
    ['brands', brand(subdomain)],
    ['ticket_forms', form()],
    ...['subject', 'description', 'status', 'tickettype', 'priority', 'group', 'assignee'].map(systemField),
    ['user_fields', userField('customer_number', 'Customer number', 'text')],
    ['user_fields', userField('vip', 'VIP', 'checkbox')],
    ['user_fields', userField('points', 'Loyalty points', 'integer')],
    ['user_fields', userField('plan', 'Plan', 'dropdown', ['free', 'plus', 'business'])],
    ...(['new', 'open', 'pending', 'hold', 'solved'] as const).map(customStatus),
    ...STANDARD_TRIGGERS,
  ];
}

function group(name: string, isDefault: boolean): JsonObject {
  return { name, description: '', default: isDefault, is_public: true, deleted: false };
}

function brand(subdomain: string): JsonObject {
  return {
    name: subdomain,
    subdomain,
    brand_url: `https://${subdomain}.zendesk.com`,
    has_help_center: false,
    help_center_state: 'disabled',
    active: true,
    default: true,
    is_deleted: false,
    ticket_form_ids: [],
    signature_template: '{{agent.signature}}',
  };
}

function form(): JsonObject {
  return {
    name: 'Default Ticket Form',
    raw_name: 'Default Ticket Form',
    display_name: 'Default Ticket Form',
    end_user_visible: true,
    position: 1,
    ticket_field_ids: [],
    active: true,
    default: true,
    in_all_brands: true,
    restricted_brand_ids: [],
  };
}

function systemField(type: string): readonly [CatalogKind, JsonObject] {
  const title = type === 'tickettype' ? 'Type' : `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
  return [
    'ticket_fields',
    { type, title, raw_title: title, active: true, required: false, removable: false, custom: false },
  ];
}

function userField(key: string, title: string, type: string, options: readonly string[] = []): JsonObject {
  const properties: JsonObject = {
    key,
    title,
    raw_title: title,
    type,
    active: true,
    system: false,
    position: 0,
    description: '',
  };
  if (options.length > 0) {
    properties['custom_field_options'] = options.map((value, index) => ({
      id: index + 1,
      name: value.charAt(0).toUpperCase() + value.slice(1),
      value,
    }));
  }
  return properties;
}

function customStatus(category: string): readonly [CatalogKind, JsonObject] {
  const label = category === 'hold' ? 'On-hold' : category.charAt(0).toUpperCase() + category.slice(1);
  return [
    'custom_statuses',
    { status_category: category, agent_label: label, end_user_label: label, active: true, default: true },
  ];
}

const STANDARD_TRIGGERS: readonly (readonly [CatalogKind, JsonObject])[] = [
  notification('Notify requester and CCs of received request', 'requester_and_ccs', [
    condition('update_type', 'is', 'Create'),
    condition('current_via_id', 'is_not', 'api'),
    condition('role', 'is', 'end_user'),
  ]),
  notification('Notify requester of new proactive ticket', 'requester_id', [
    condition('update_type', 'is', 'Create'),
    condition('comment_is_public', 'is', 'true'),
    condition('role', 'is', 'agent'),
  ]),
  notification('Notify requester and CCs of comment update', 'requester_and_ccs', [
    condition('update_type', 'is', 'Change'),
    condition('comment_is_public', 'is', 'true'),
  ]),
  notification('Notify all agents of received request', 'all_agents', [
    condition('update_type', 'is', 'Create'),
  ]),
  [
    'triggers',
    {
      title: 'Set priority to normal when it is empty',
      active: true,
      default: true,
      conditions: {
        all: [condition('update_type', 'is', 'Create'), condition('priority', 'is', '')],
        any: [],
      },
      actions: [{ field: 'priority', value: 'normal' }],
    },
  ],
];

function condition(field: string, operator: string, value: string): JsonObject {
  return { field, operator, value };
}

function notification(
  title: string,
  to: string,
  all: readonly JsonObject[],
): readonly [CatalogKind, JsonObject] {
  const actions = [
    {
      field: 'notification_user',
      value: [to, '[{{ticket.account}}] {{ticket.title}}', '{{ticket.comments_formatted}}'],
    },
  ];
  return [
    'triggers',
    { title, active: true, default: true, conditions: { all: [...all], any: [] }, actions },
  ];
}
