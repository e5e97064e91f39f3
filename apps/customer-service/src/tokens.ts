/** Injects the {@link RequesterStore}. */
export const REQUESTERS = Symbol('customer-service.requesters');
/** Injects the {@link OrganizationStore}. */
export const ORGANIZATIONS = Symbol('customer-service.organizations');
/** Injects the {@link CustomerWorker}. */
export const WORKER = Symbol('customer-service.worker');
/** Injects the processor of decisions. */
export const REQUESTS_PROCESSOR = Symbol('customer-service.requests-processor');
/** Injects the processor of configuration. */
export const CONFIG_PROCESSOR = Symbol('customer-service.config-processor');
