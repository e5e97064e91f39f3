import type { InternalCustomerAnswer, InternalCustomerBody, InternalCustomerCall } from '@parley/contracts';

/** Injects the `CustomerService`. */
export const CUSTOMER_SERVICE = Symbol('gateway.customer-service');

/** What customer-service answers: it owns the users of Zendesk, the gateway only asks. */
export interface CustomerService {
  /** Throws the problem that customer-service names, or `customer-service-unavailable`. */
  ask<Call extends InternalCustomerCall>(
    organizationId: string,
    call: Call,
    body: InternalCustomerBody<Call>,
  ): Promise<InternalCustomerAnswer<Call>>;
}
