interface Sdk {
  shutdown(): Promise<void>;
}

let running: Sdk | undefined;

/** Remembers the SDK that `register` started. */
export function registerSdk(sdk: Sdk): void {
  running = sdk;
}

/** Sends what is still buffered and stops the SDK; nothing happens when it was never started. */
export async function stopTelemetry(): Promise<void> {
  const sdk = running;
  running = undefined;
  await sdk?.shutdown();
}
