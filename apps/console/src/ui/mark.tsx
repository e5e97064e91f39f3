/** Parley's mark; decoration beside its name. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return <img src="/favicon.svg" alt="" width={size} height={size} />;
}
