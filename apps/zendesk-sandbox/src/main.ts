import { readConfig } from './config';
import { startSandbox } from './start-sandbox';

async function main(): Promise<void> {
  const sandbox = await startSandbox(readConfig(process.env));
  console.log(`Zendesk sandbox at ${sandbox.url} (agent page: ${sandbox.url}/agent)`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
