import type { FaultView } from '@parley/contracts';
import { Problem } from './problem';

/** What is wrong with fields of a form, by their paths ("ticket.subject"), and what belongs to none of them. */
export interface FormFaults {
  readonly fields: Readonly<Record<string, string>>;
  /** Faults that no field of the form stands for; these are shown above it. */
  readonly others: readonly FaultView[];
}

/** The path in a form that a JSON pointer means: `/createFields/0/key` is `createFields.0.key`. */
export function formPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

/**
 * Puts each fault of a problem beside the field it belongs to. `fieldOf` tells the field of a path, or undefined where the form has
 * none; without it every path is a field.
 */
export function formFaults(
  error: unknown,
  fieldOf: (path: string) => string | undefined = (path) => (path === '' ? undefined : path),
): FormFaults {
  const fields: Record<string, string> = {};
  const others: FaultView[] = [];
  for (const fault of error instanceof Problem ? error.faults : []) {
    const field = fieldOf(formPath(fault.pointer));
    if (field === undefined) others.push(fault);
    else fields[field] = field in fields ? `${fields[field]}; ${fault.detail}` : fault.detail;
  }
  return { fields, others };
}
