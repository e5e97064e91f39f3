export { alertsAbout } from './alerts';
export { everythingInTopics } from './all-topics';
export { CONTACT_EMAIL, Desk, ORDER_EMAIL, type DeskOptions } from './desk';
export {
  becomesTicket,
  everythingStillHolds,
  isHeld,
  isRequestedBy,
  type ExpectedTicket,
} from './expectations';
export { crc32Partition, INBOUND_TOPIC, KafkaDoor, publishOverHttp } from './doors';
export { isParked, parkedAt, type ParkedView } from './error-desk';
export { becomeTickets } from './several-tickets';
export { HttpCaller } from './http-caller';
export { SERVICES, theStack, type ServiceName } from './stack';
export { hasTickets, NOTE, textsOf } from './ticket-texts';
export { Story, type Publish, type StoryOptions } from './story';
export { ZendeskAccount } from './zendesk-account';
export { ticketed } from './ticketed';
export { Visitor, type Role, type VisitorOptions } from './browser/visitor';
