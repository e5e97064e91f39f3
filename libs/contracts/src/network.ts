const LABELS: Readonly<Record<string, string>> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  messenger: 'Messenger',
  whatsapp: 'WhatsApp',
  x: 'X',
  twitter: 'X',
  linkedin: 'LinkedIn',
  youtube: 'YouTube',
  tiktok: 'TikTok',
  telegram: 'Telegram',
  viber: 'Viber',
  line: 'LINE',
  wechat: 'WeChat',
  apple: 'Apple Messages for Business',
  google: 'Google',
  trustpilot: 'Trustpilot',
  email: 'E-mail',
  sms: 'SMS',
  webchat: 'Web chat',
};

/** Networks that have a label of their own. The network of an account is an open string: any other one works too. */
export const KNOWN_NETWORKS: readonly string[] = Object.keys(LABELS);

/** Whether the network is X, under either of its names, in any case: the one with a policy of its own (G4). */
export function isX(network: string): boolean {
  const name = network.trim().toLowerCase();
  return name === 'x' || name === 'twitter';
}

/** What people call the network; an unknown one is shown as the platform wrote it. */
export function networkLabel(network: string): string {
  const name = network.trim().toLowerCase();
  return Object.hasOwn(LABELS, name) ? (LABELS[name] ?? network) : network;
}
