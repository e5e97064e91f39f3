/**
 * `import '@parley/platform/telemetry'` as the first line of a `main.ts` starts the OpenTelemetry SDK before any code that
 * it has to patch is loaded. The service is named by OTEL_SERVICE_NAME, else by the folder of the app.
 */
import { basename } from 'node:path';
import { startTelemetry } from './sdk';
import { registerSdk } from './shutdown';

registerSdk(startTelemetry(process.env['OTEL_SERVICE_NAME'] || basename(process.cwd())));
