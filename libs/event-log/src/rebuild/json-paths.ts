const MOST_PATHS = 8;

/** Paths at which two JSON texts differ, without values; the whole where one is no JSON. */
export function differingPaths(left: string | null, right: string | null): readonly string[] {
  const [one, other] = [parsed(left), parsed(right)];
  if (one === undefined || other === undefined) return [];
  const paths: string[] = [];
  walk(one, other, '', paths);
  return paths.slice(0, MOST_PATHS);
}

function walk(left: unknown, right: unknown, path: string, found: string[]): void {
  if (found.length >= MOST_PATHS || Object.is(left, right)) return;
  if (!isBranch(left) || !isBranch(right) || Array.isArray(left) !== Array.isArray(right)) {
    found.push(path === '' ? '.' : path);
    return;
  }
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  const before = found.length;
  for (const name of names) walk(left[name], right[name], `${path}.${name}`, found);
  const sameOrder = Object.keys(left).join('\n') === Object.keys(right).join('\n');
  if (found.length === before && !sameOrder) found.push(`${path}.(order)`);
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
