import { ProblemError } from '../http-edge/problem';

/** The ETag of a configuration's version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The version that `If-Match` names; undefined without the header, or with `*`. A tag that no version ever had never matches. */
export function expectedVersion(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const version = /^\s*"?(\d{1,9})"?\s*$/.exec(ifMatch)?.[1];
  if (version !== undefined) return Number(version);
  throw new ProblemError(
    'version-conflict',
    'If-Match is not the ETag of this configuration; read it again.',
  );
}
