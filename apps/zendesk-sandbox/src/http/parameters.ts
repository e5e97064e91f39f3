import { isJsonObject, textOf, type JsonObject, type JsonValue } from './json';

/** What a request contained that Zendesk leaves out without refusing the call. */
export class ParameterWarnings {
  /** Dotted names of keys that the server does not know. */
  readonly unpermittedKeys: string[] = [];
  /** Dotted names of keys whose value has the wrong kind. */
  readonly invalidValues: string[] = [];

  /** The `x-zendesk-api-warn` header in the Ruby notation that Zendesk sends, or undefined when there is nothing to say. */
  header(controller: string, action: string): string | undefined {
    if (this.unpermittedKeys.length + this.invalidValues.length === 0) return undefined;
    const list = (names: readonly string[]): string =>
      `[${names.map((name) => JSON.stringify(asHeaderText(name))).join(', ')}]`;
    return (
      `{:allowed_parameters=>{:controller=>"${controller}", :action=>"${action}", ` +
      `:unpermitted_keys=>${list(this.unpermittedKeys)}, :invalid_values=>${list(this.invalidValues)}}}`
    );
  }
}

/** A header may carry printable ASCII only. */
function asHeaderText(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

/**
 * One object of a request, read by the keys that the endpoint permits. Every other key is noted in `warnings` and has no
 * effect: Zendesk facts, create: "Property names the server does not know are not rejected".
 */
export class Parameters {
  constructor(
    private readonly source: JsonObject,
    private readonly path: string,
    permitted: ReadonlySet<string>,
    readonly warnings: ParameterWarnings,
  ) {
    for (const key of Object.keys(source)) {
      if (!permitted.has(key)) warnings.unpermittedKeys.push(`${path}.${key}`);
    }
  }

  /** Whether the key was sent at all, null included. */
  has(key: string): boolean {
    return Object.hasOwn(this.source, key);
  }

  /** The value as it was sent. */
  raw(key: string): JsonValue | undefined {
    return this.has(key) ? this.source[key] : undefined;
  }

  /** A text; numbers and booleans are written out. Undefined when not sent or of the wrong kind. */
  text(key: string): string | null | undefined {
    const value = this.raw(key);
    if (value === undefined || value === null || typeof value === 'string') return value;
    return this.valid(key, typeof value === 'object' ? undefined : String(value));
  }

  /** An id: a whole number or its digits. Undefined when not sent or of the wrong kind. */
  id(key: string): number | null | undefined {
    const value = this.raw(key);
    return value === undefined || value === null ? value : this.valid(key, asId(value));
  }

  /** A switch, also in its written forms "true" and "false". */
  flag(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined || value === null) return undefined;
    if (value === true || value === 'true') return true;
    return this.valid(key, value === false || value === 'false' ? false : undefined);
  }

  /** A list of texts; one text alone is taken as a list of one. */
  texts(key: string): string[] | undefined {
    const value = this.raw(key);
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return [value];
    const scalars = (list: readonly JsonValue[]): JsonValue[] =>
      list.filter((item) => typeof item === 'string' || typeof item === 'number');
    return this.valid(key, Array.isArray(value) ? scalars(value).map(textOf) : undefined);
  }

  /** An object below this one, read by its own permitted keys. */
  object(key: string, permitted: ReadonlySet<string>): Parameters | undefined {
    const value = this.freeObject(key);
    return value === undefined
      ? undefined
      : new Parameters(value, `${this.path}.${key}`, permitted, this.warnings);
  }

  /** A free object whose keys the server does not look at. */
  freeObject(key: string): JsonObject | undefined {
    const value = this.raw(key);
    if (value === undefined || value === null) return undefined;
    return this.valid(key, isJsonObject(value) ? value : undefined);
  }

  /** Passes a value on, and notes a missing one as invalid: it counts as not sent then. */
  private valid<T>(key: string, value: T | undefined): T | undefined {
    if (value === undefined) this.warnings.invalidValues.push(`${this.path}.${key}`);
    return value;
  }
}

/** The id that a JSON value means, if it means one. */
export function asId(value: JsonValue | undefined): number | undefined {
  const id = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}
