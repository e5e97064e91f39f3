/**
 * Whether `value` is a string of 1 to `maxLength` characters without control characters and lone surrogates. Neither
 * a Postgres text nor a Kafka key or header in UTF-8 can hold those unchanged: two ids would become one.
 */
export function isLine(value: unknown, maxLength: number): value is string {
  if (typeof value !== 'string' || value.length === 0 || value.length > 2 * maxLength) return false;
  let pairs = 0;
  for (let index = 0; index < value.length; index += 1) {
    const unit = value.charCodeAt(index);
    if (unit < 0x20 || unit === 0x7f) return false;
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = value.charCodeAt(index + 1); // NaN past the end
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
      pairs += 1;
      index += 1;
    }
  }
  return value.length - pairs <= maxLength;
}
