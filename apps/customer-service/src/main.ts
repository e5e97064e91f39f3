import '@parley/platform/telemetry';
import { readConfig, runProcess } from '@parley/platform';
import { CustomerServiceConfig } from './config';
import { startCustomerService } from './start-customer-service';

runProcess('customer-service', () => startCustomerService(readConfig(CustomerServiceConfig)));
