import type { UserFieldUse, UserFieldView } from '@parley/contracts';
import type { UserField } from '@parley/zendesk';

/** What stands before the key of a user field in the lists, and never goes to the API (C1). */
const PREFIX = 'user_fields.';

const standard = (key: string, title: string, type: string, ...uses: UserFieldUse[]): UserFieldView => ({
  key,
  title,
  type,
  standard: true,
  uses,
});

/**
 * The standard properties of users that the lists may name (C1). What Parley or Zendesk itself decides (role, suspension, external id)
 * can be shown and not set. Keys of search are those of Zendesk's search reference, "Searching users".
 */
export const STANDARD_PROPERTIES: readonly UserFieldView[] = [
  standard('name', 'Name', 'text', 'search', 'display', 'create'),
  standard('email', 'E-mail', 'email', 'search', 'display', 'create'),
  standard('phone', 'Phone', 'text', 'search', 'display', 'create'),
  standard('alias', 'Alias', 'text', 'display', 'create'),
  standard('details', 'Details', 'textarea', 'search', 'display', 'create'),
  standard('notes', 'Notes', 'textarea', 'search', 'display', 'create'),
  standard('locale', 'Language', 'text', 'display', 'create'),
  standard('time_zone', 'Time zone', 'text', 'display', 'create'),
  standard('organization_id', 'Organization', 'integer', 'display', 'create'),
  standard('external_id', 'External id', 'text', 'search', 'display'),
  standard('tags', 'Tags', 'tags', 'search', 'display'),
  standard('id', 'User id', 'integer', 'display'),
  standard('role', 'Role', 'text', 'display'),
  standard('verified', 'Verified', 'checkbox', 'display'),
  standard('suspended', 'Suspended', 'checkbox', 'display'),
  standard('created_at', 'Created', 'date', 'display'),
  standard('updated_at', 'Updated', 'date', 'display'),
  standard('last_login_at', 'Last sign-in', 'date', 'display'),
];

/** A property that the lists may name, with what is needed to check a value of it. */
export interface UserProperty extends UserFieldView {
  /** Name in the API and in Zendesk's search syntax: without the prefix. */
  readonly apiKey: string;
  /** What a value must match, of fields of type regexp. */
  readonly pattern?: string;
}

/** Everything that the lists may name in an account with these user fields, by name. */
export function userProperties(fields: readonly UserField[]): ReadonlyMap<string, UserProperty> {
  const own = fields.filter(({ active }) => active !== false).map(ownProperty);
  const all = [...STANDARD_PROPERTIES.map((property) => ({ ...property, apiKey: property.key })), ...own];
  return new Map(all.map((property) => [property.key, property]));
}

function ownProperty(field: UserField): UserProperty {
  const { key, title, type, custom_field_options: options, regexp_for_validation: pattern } = field;
  return {
    key: PREFIX + key,
    apiKey: key,
    title,
    type,
    standard: false,
    // A lookup names another record by its id, which nobody can be expected to type.
    uses: type === 'lookup' ? ['display'] : ['search', 'display', 'create'],
    ...(options ? { options: options.map(({ name, value }) => ({ name, value })) } : {}),
    ...(pattern ? { pattern } : {}),
  };
}

/** The property as people see it. */
export function propertyView({ key, title, type, standard, uses, options }: UserProperty): UserFieldView {
  return { key, title, type, standard, uses, ...(options === undefined ? {} : { options }) };
}
