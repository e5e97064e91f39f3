import '@parley/platform/telemetry';
import { readConfig, runProcess, startService } from '@parley/platform';
import { AppModule, transportOf } from './app.module';
import { SETTINGS } from './config';

runProcess('trigger-evaluator', () => {
  const config = readConfig(SETTINGS);
  return startService({
    name: 'trigger-evaluator',
    module: AppModule.of(config),
    config,
    transports: (app) => [transportOf(app, config.PARLEY_TOPIC_PREFIX)],
  });
});
