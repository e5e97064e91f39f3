import '@parley/platform/telemetry';
import { readConfig, runProcess } from '@parley/platform';
import { SETTINGS } from './config';
import { openParts } from './gateway-parts';
import { startGateway } from './start-gateway';

runProcess('gateway', async () => {
  const settings = readConfig(SETTINGS);
  await startGateway(settings, await openParts(settings));
});
