/** Longest address that is taken (RFC 5321: 256 octets of path less the angle brackets). */
const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;
// Half-width, small and full-width commercial at: what has none of them cannot be an address, whatever it normalises to.
const ANY_AT = /[@\uFE6B\uFF20]/;
// Zero-width characters and joiners that people paste along with an address and cannot see.
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
const TOP_LEVEL = /^(?=.*\p{L})[\p{L}\p{M}\p{N}-]{2,63}$/u;

/**
 * The one form of an e-mail address under which a customer is known, or `undefined` for what is no address.
 *
 * Letters become lower case, compatibility forms (full-width letters) their usual ones, surrounding spaces and invisible
 * characters go; plus signs and dots stay: they are part of the address. Quoted local parts, address literals
 * and `Name <address>` are no addresses here.
 */
export function normaliseEmail(value: string): string | undefined {
  if (value.length > 4 * MAX_LENGTH || !ANY_AT.test(value)) return undefined;
  const address = value.normalize('NFKC').replace(INVISIBLE, '').trim().toLowerCase().normalize('NFKC');
  const at = address.indexOf('@');
  if (at < 1 || at > MAX_LOCAL_LENGTH || address.length > MAX_LENGTH) return undefined;
  return LOCAL.test(address.slice(0, at)) && isDomain(address.slice(at + 1)) ? address : undefined;
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  const top = labels.at(-1);
  return (
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    top !== undefined &&
    TOP_LEVEL.test(top)
  );
}
