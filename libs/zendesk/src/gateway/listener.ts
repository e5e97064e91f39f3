/** Told about changes, in this process; a listener that throws is logged and changes nothing. */
export interface ZendeskListener {
  /**
   * Zendesk does not accept the newest token that we have: G5 shuts. Told once per token version by every process that meets it, so it is not lost
   * with one of them; `tokenVersion` makes the repeats one fact.
   */
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
