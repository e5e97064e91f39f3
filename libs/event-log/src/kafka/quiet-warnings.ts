let installed = false;

/**
 * Drops Node's TimeoutNegativeWarning where kafkajs 2.2.4 causes it, and no other warning: its request queue computes a
 * negative delay on every connect, which Node clamps to 1 ms (tulios/kafkajs#1751).
 */
export function dropKafkaTimeoutWarning(): void {
  if (installed) return;
  installed = true;
  const emit = process.emitWarning.bind(process) as (...parameters: unknown[]) => void;
  process.emitWarning = (...parameters: unknown[]): void => {
    if (isTimeoutNegative(parameters[1]) && isFromKafkaClient()) return;
    emit(...parameters);
  };
}

function isTimeoutNegative(type: unknown): boolean {
  return type === 'TimeoutNegativeWarning';
}

function isFromKafkaClient(): boolean {
  return /[\\/]kafkajs[\\/]src[\\/]network[\\/]requestQueue/.test(new Error().stack ?? '');
}
