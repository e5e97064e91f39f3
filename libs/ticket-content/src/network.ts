const LABELS: ReadonlyMap<string, string> = new Map([
  ['apple', 'Apple Messages'],
  ['email', 'E-mail'],
  ['facebook', 'Facebook'],
  ['google', 'Google'],
  ['instagram', 'Instagram'],
  ['linkedin', 'LinkedIn'],
  ['messenger', 'Messenger'],
  ['rcs', 'RCS'],
  ['sms', 'SMS'],
  ['telegram', 'Telegram'],
  ['tiktok', 'TikTok'],
  ['trustpilot', 'Trustpilot'],
  ['twitter', 'X'],
  ['whatsapp', 'WhatsApp'],
  ['x', 'X'],
  ['youtube', 'YouTube'],
]);

/** The name people know a network by; an unknown one keeps the platform's own word. */
export function networkLabel(network: string): string {
  return LABELS.get(network.trim().toLowerCase()) ?? network;
}
