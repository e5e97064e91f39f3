/**
 * Consumer groups by service and purpose, without the installation's prefix: one group for each service and topic,
 * so that a group's members all read the same topics. Renaming one would read its topics again from the start.
 */
export const CONSUMER_GROUPS = {
  gatewayInbound: 'gateway.inbound',
  gatewayReadModel: 'gateway.read-model',
  gatewayDirectory: 'gateway.directory',
  triggerEvaluatorConversation: 'trigger-evaluator.conversation',
  triggerEvaluatorConfig: 'trigger-evaluator.config',
  triggerEvaluatorDirectory: 'trigger-evaluator.directory',
  customerServiceRequests: 'customer-service.requests',
  customerServiceConfig: 'customer-service.config',
  customerServiceCommands: 'customer-service.commands',
  customerServiceTickets: 'customer-service.tickets',
  ticketWriterTranscript: 'ticket-writer.transcript',
  ticketWriterTargets: 'ticket-writer.targets',
  ticketWriterCustomers: 'ticket-writer.customers',
  ticketWriterConfig: 'ticket-writer.config',
  ticketWriterDirectory: 'ticket-writer.directory',
  ticketWriterCommands: 'ticket-writer.commands',
} as const;

/** Logical name of a consumer group. */
export type ConsumerGroupName = keyof typeof CONSUMER_GROUPS;

/** Full id of a consumer group in an installation: `parley.gateway.inbound`. */
export function consumerGroupId(prefix: string, group: ConsumerGroupName): string {
  return prefix + CONSUMER_GROUPS[group];
}
