import type { UserFieldsView, UserFieldValue, UserFieldView } from '@parley/contracts';

/** A creation field with what Zendesk knows about it. */
export interface CreationField extends Pick<UserFieldView, 'key' | 'title' | 'type' | 'options'> {
  readonly required: boolean;
}

/** What stands in the form: a text, a tick, or several choices. */
export type FormValue = string | boolean | readonly string[];
/** The form's values by field. */
export type FormValues = Readonly<Record<string, FormValue>>;

/** What is wrong with a value. */
export type ValueFault = 'required' | 'email' | 'integer' | 'decimal' | 'date';

/** How a field is filled in. */
export type Control = 'text' | 'textarea' | 'email' | 'number' | 'checkbox' | 'choice' | 'choices' | 'date';

const CONTROLS: Readonly<Record<string, Control>> = {
  textarea: 'textarea',
  email: 'email',
  integer: 'number',
  decimal: 'number',
  checkbox: 'checkbox',
  dropdown: 'choice',
  tagger: 'choice',
  multiselect: 'choices',
  date: 'date',
};

/** One address and nothing around it; Zendesk itself decides in the end. */
const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;
const INTEGER = /^-?\d+$/;
const DECIMAL = /^-?\d+([.,]\d+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The creation fields in their order; those that this Zendesk does not have (any more) are left out. */
export function creationFields({ items, lists }: UserFieldsView): readonly CreationField[] {
  const byKey = new Map(items.map((item) => [item.key, item]));
  return (lists?.createFields ?? []).flatMap(({ key, required }) => {
    const field = byKey.get(key);
    return field === undefined ? [] : [{ ...field, required }];
  });
}

/** How a field is filled in; a choice without options is a text. */
export function controlOf({ type, options }: Pick<CreationField, 'type' | 'options'>): Control {
  const control = CONTROLS[type] ?? 'text';
  return (control === 'choice' || control === 'choices') && options === undefined ? 'text' : control;
}

/** An empty form. */
export function emptyForm(fields: readonly CreationField[]): FormValues {
  return Object.fromEntries(fields.map((field) => [field.key, emptyValue(field)]));
}

function emptyValue(field: CreationField): FormValue {
  const control = controlOf(field);
  if (control === 'checkbox') return false;
  return control === 'choices' ? [] : '';
}

/** What is wrong with each value; empty when the form can be sent. */
export function faultsOf(
  fields: readonly CreationField[],
  values: FormValues,
): Readonly<Record<string, ValueFault>> {
  const faults: Record<string, ValueFault> = {};
  for (const field of fields) {
    const fault = faultOf(field, values[field.key] ?? emptyValue(field));
    if (fault !== undefined) faults[field.key] = fault;
  }
  return faults;
}

function faultOf(field: CreationField, value: FormValue): ValueFault | undefined {
  if (typeof value === 'boolean') return undefined;
  if (typeof value !== 'string') return field.required && value.length === 0 ? 'required' : undefined;
  const text = value.trim();
  if (text === '') return field.required ? 'required' : undefined;
  if (field.type === 'email') return EMAIL.test(text) ? undefined : 'email';
  if (field.type === 'integer') return INTEGER.test(text) ? undefined : 'integer';
  if (field.type === 'decimal') return DECIMAL.test(text) ? undefined : 'decimal';
  if (field.type === 'date') return DATE.test(text) ? undefined : 'date';
  return undefined;
}

/** What is sent: each value in its type, without what was left empty. */
export function fieldsToSend(
  fields: readonly CreationField[],
  values: FormValues,
): Readonly<Record<string, UserFieldValue>> {
  const sent: Record<string, UserFieldValue> = {};
  for (const { key, type } of fields) {
    const value = values[key];
    if (value === undefined || value === '' || value === false) continue;
    if (typeof value === 'boolean') sent[key] = value;
    else if (typeof value !== 'string') {
      if (value.length > 0) sent[key] = [...value];
    } else if (value.trim() !== '') sent[key] = typed(value.trim(), type);
  }
  return sent;
}

function typed(text: string, type: string): UserFieldValue {
  if (type === 'integer') return Number(text);
  return type === 'decimal' ? Number(text.replace(',', '.')) : text;
}
