/** Told once per change, in this process only; a listener that throws is logged and changes nothing. */
export interface ZendeskListener {
  /** A 401 on a token that is the newest we have: G5 shuts. Told by the one replica that marked the connection. */
  authorizationLost?(event: {
    readonly organizationId: string;
    readonly tokenVersion: number;
  }): void | Promise<void>;
  /** This process's breaker changed. */
  breakerChanged?(event: {
    readonly organizationId: string;
    readonly endpoint: string;
    readonly state: 'open' | 'half-open' | 'closed';
  }): void | Promise<void>;
}
