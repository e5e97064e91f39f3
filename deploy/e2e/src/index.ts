export { everythingInTopics } from './all-topics';
export { CONTACT_EMAIL, Desk, ORDER_EMAIL, type DeskOptions } from './desk';
export { becomesTicket, everythingStillHolds, isHeld, type ExpectedTicket } from './expectations';
export { crc32Partition, INBOUND_TOPIC, KafkaDoor, publishOverHttp } from './doors';
export { becomeTickets } from './several-tickets';
export { HttpCaller } from './http-caller';
export { SERVICES, theStack, type ServiceName } from './stack';
export { Story, type Publish, type StoryOptions } from './story';
