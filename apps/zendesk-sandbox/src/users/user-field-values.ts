import { isJsonObject, textOf, type JsonObject, type JsonValue } from '../http/json';
import { recordInvalid } from '../http/zendesk-error';
import type { Account } from '../world/account';
import type { CatalogItem } from '../catalog/catalog';

/**
 * The values of user fields that a request sends, checked by the type of each field; keys without a field have no effect.
 *
 * @throws ZendeskError 422 for a value that the field's type does not allow
 */
export function readUserFields(account: Account, sent: JsonObject): Record<string, JsonValue> {
  const fields = new Map(
    account.catalog.list('user_fields').map((field) => [textOf(field.properties['key']), field]),
  );
  const values = Object.entries(sent).flatMap(([key, value]) => {
    const field = fields.get(key);
    return field === undefined ? [] : [[key, asFieldValue(field, value)] as const];
  });
  return Object.fromEntries(values);
}

function asFieldValue(field: CatalogItem, value: JsonValue): JsonValue {
  if (value === null || value === '') return null;
  switch (textOf(field.properties['type'])) {
    case 'checkbox':
      return value === true || value === 'true' || value === 1 || value === '1';
    case 'integer':
      return /^-?\d+$/.test(textOf(value)) ? Number(value) : refuse(field, value);
    case 'decimal':
      return Number.isFinite(Number(value)) ? Number(value) : refuse(field, value);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}/.test(textOf(value))
        ? `${textOf(value).slice(0, 10)}T00:00:00+00:00`
        : refuse(field, value);
    case 'dropdown':
      return options(field).includes(textOf(value)) ? textOf(value) : refuse(field, value);
    case 'regexp':
      return new RegExp(textOf(field.properties['regexp_for_validation'])).test(textOf(value))
        ? textOf(value)
        : refuse(field, value);
    case 'multiselect':
      return Array.isArray(value) && value.every((item) => options(field).includes(textOf(item)))
        ? value
        : refuse(field, value);
    default:
      return typeof value === 'object' ? refuse(field, value) : textOf(value);
  }
}

function options(field: CatalogItem): string[] {
  const list = field.properties['custom_field_options'];
  return Array.isArray(list) ? list.filter(isJsonObject).map((option) => textOf(option['value'])) : [];
}

function refuse(field: CatalogItem, value: JsonValue): never {
  const title = textOf(field.properties['title']);
  throw recordInvalid('base', {
    description: `${title}: ${textOf(value).slice(0, 100)} is invalid`,
    error: 'InvalidValue',
  });
}
