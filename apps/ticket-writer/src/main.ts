import '@parley/platform/telemetry';
import { readConfig, runProcess } from '@parley/platform';
import { TicketWriterConfig } from './config';
import { startTicketWriter } from './start-ticket-writer';

runProcess('ticket-writer', () => startTicketWriter(readConfig(TicketWriterConfig)));
