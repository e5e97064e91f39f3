import type { Conversation } from './conversation';
import type { SimOrganization } from './sim-organization';
import type { AgentDeed, StoryEvent } from './story';
import type { World } from './world';

type OfConversation = Extract<StoryEvent, { conversation: number }>;
type OfOrganization = Extract<StoryEvent, { organization: number }>;
type OfMachines = Exclude<StoryEvent, OfConversation | OfOrganization>;

/** How long it takes the gateway to publish what it heard. */
const GATEWAY_TAKES_MS = 200;

/** Has the people and machines around the connector do what the story says. */
export class Director {
  constructor(private readonly world: World) {}

  carryOut(event: StoryEvent): void {
    const { platform, organizations } = this.world;
    if ('conversation' in event) {
      const conversation = platform.conversations[event.conversation];
      if (conversation !== undefined) void this.withConversation(conversation, event);
    } else if ('organization' in event) {
      const organization = organizations[event.organization];
      if (organization !== undefined) this.withOrganization(organization, event);
    } else this.withMachines(event);
  }

  /** The gateway has heard that somebody noticed something about a connection. */
  tellOfConnection(organizationId: string): void {
    const { scheduler, organizations, platform } = this.world;
    const organization = organizations.find(({ names }) => names.id === organizationId);
    if (organization === undefined) return;
    scheduler.after(
      GATEWAY_TAKES_MS,
      undefined,
      `the gateway looks at the connection of ${organizationId}`,
      () => {
        void platform.configure(organization);
      },
    );
  }

  private withConversation(conversation: Conversation, event: OfConversation): Promise<void> {
    const { platform } = this.world;
    switch (event.kind) {
      case 'desk':
        return this.world.order(conversation, event.does);
      case 'tell':
        return platform.tell(conversation, event.what);
      case 'repeat':
        return platform.repeat(conversation, event.back);
      case 'fire':
        return platform.fire(conversation);
      case 'ask-again':
        return platform.askAgain(conversation, event.back);
      case 'reassociate':
        return platform.reassociate(conversation);
      case 'customer':
        return platform.resolve(conversation, event.blocked);
    }
  }

  private withOrganization(organization: SimOrganization, event: OfOrganization): void {
    const { platform } = this.world;
    switch (event.kind) {
      case 'gate':
        organization.isEnabled = event.open;
        void platform.configure(organization);
        return;
      case 'trouble':
        organization.befall(event.what);
        return;
      case 'recovery':
        organization.recover();
        void platform.configure(organization);
        return;
      case 'refusal':
        organization.zendesk.refusesComments = event.on;
        return;
      case 'agent':
        work(organization, event.ticket, event.does);
    }
  }

  private withMachines(event: OfMachines): void {
    const { fleet } = this.world;
    switch (event.kind) {
      case 'clock-jump':
        fleet.shiftClock(event.replica, event.ms);
        return;
      case 'scale':
        if (event.up) fleet.scaleUp();
        else fleet.scaleDown();
        return;
      case 'restore':
        this.world.restore(event.back);
    }
  }
}

/** An agent has a ticket in hand. */
function work({ zendesk }: SimOrganization, index: number, does: AgentDeed): void {
  const ticket = zendesk.tickets[index];
  if (ticket === undefined) return;
  const tag = `agent-${ticket.audits.length}`;
  switch (does) {
    case 'deletes':
      zendesk.agentDeletes(ticket);
      return;
    case 'merges':
      zendesk.agentMerges(ticket);
      return;
    case 'tag':
      zendesk.agentChanges(ticket, { tag });
      return;
    case 'tags-ahead':
      ticket.tagAhead = tag;
      return;
    case 'pending':
    case 'solved':
    case 'closed':
      zendesk.agentChanges(ticket, { status: does });
  }
}
