import { isJsonObject, type JsonObject, type JsonValue } from './json';

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
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return this.invalid(key);
  }

  /** An id: a whole number or its digits. Undefined when not sent or of the wrong kind. */
  id(key: string): number | null | undefined {
    const value = this.raw(key);
    if (value === undefined || value === null) return value;
    const id = asId(value);
    return id === undefined ? this.invalid(key) : id;
  }

  /** A switch, also in its written forms "true" and "false". */
  flag(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined || value === null) return undefined;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    return this.invalid(key);
  }

  /** A list of texts; one text alone is taken as a list of one. */
  texts(key: string): string[] | undefined {
    const value = this.raw(key);
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return [value];
    if (!Array.isArray(value)) return this.invalid(key);
    return value.filter((item) => typeof item === 'string' || typeof item === 'number').map(String);
  }

  /** An object below this one, read by its own permitted keys. */
  object(key: string, permitted: ReadonlySet<string>): Parameters | undefined {
    const value = this.raw(key);
    if (value === undefined || value === null) return undefined;
    if (!isJsonObject(value)) return this.invalid(key);
    return new Parameters(value, `${this.path}.${key}`, permitted, this.warnings);
  }

  /** A free object whose keys the server does not look at. */
  freeObject(key: string): JsonObject | undefined {
    const value = this.raw(key);
    if (value === undefined || value === null) return undefined;
    return isJsonObject(value) ? value : this.invalid(key);
  }

  private invalid(key: string): undefined {
    this.warnings.invalidValues.push(`${this.path}.${key}`);
    return undefined;
  }
}

/** The id that a JSON value means, if it means one. */
export function asId(value: JsonValue | undefined): number | undefined {
  const id = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}
