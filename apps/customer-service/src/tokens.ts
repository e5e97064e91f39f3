/** Injects the {@link RequesterStore}. */
export const REQUESTERS = Symbol('customer-service.requesters');
/** Injects the {@link OrganizationStore}. */
export const ORGANIZATIONS = Symbol('customer-service.organizations');
/** Injects the {@link CustomerWorker}. */
export const WORKER = Symbol('customer-service.worker');
/** Injects the processor of decisions. */
export const REQUESTS_PROCESSOR = Symbol('customer-service.requests-processor');
/** Injects the processor of commands. */
export const COMMANDS_PROCESSOR = Symbol('customer-service.commands-processor');
/** Injects the processor of what ticket-writer tells. */
export const TICKETS_PROCESSOR = Symbol('customer-service.tickets-processor');
/** Injects the {@link FindCustomers}. */
export const FIND_CUSTOMERS = Symbol('customer-service.find-customers');
/** Injects the {@link CreateCustomer}. */
export const CREATE_CUSTOMER = Symbol('customer-service.create-customer');
/** Injects the credential of the installation's services. */
export const SERVICE_CREDENTIAL = Symbol('customer-service.service-credential');
/** Injects the processor of configuration. */
export const CONFIG_PROCESSOR = Symbol('customer-service.config-processor');
