/** The address that somebody means: "acme", "acme.zendesk.com" and "https://acme.zendesk.com/agent" are one. */
export function zendeskUrl(typed: string): string {
  const text = typed.trim();
  if (/^[a-z0-9][a-z0-9-]*$/i.test(text)) return `https://${text.toLowerCase()}.zendesk.com`;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(withScheme) ? new URL(withScheme).origin : text;
}
