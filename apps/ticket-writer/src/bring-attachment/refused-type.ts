/** A file as far as its type goes. */
interface TypedFile {
  readonly contentType?: string | undefined;
  readonly fileName?: string | undefined;
}

/**
 * Whether an organization refuses files of this type. A rule is a media type (`image/svg+xml`), a family of them
 * (`video/*`), or an ending (`.exe`); case does not matter.
 */
export function isRefusedType(rules: readonly string[], { contentType, fileName }: TypedFile): boolean {
  const type = mediaTypeOf(contentType);
  const name = fileName?.trim().toLowerCase() ?? '';
  return rules.some((written) => {
    const rule = written.trim().toLowerCase();
    if (rule.startsWith('.')) return name.endsWith(rule);
    if (rule.endsWith('/*')) return type?.startsWith(rule.slice(0, -1)) === true;
    return rule !== '' && type === rule;
  });
}

/** The media type without its parameters, in lower case; undefined when it is none. */
export function mediaTypeOf(contentType: string | undefined): string | undefined {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  return type !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : undefined;
}
