import type { OrganizationVersion } from '../src/adopt-configuration';
import { type ConversationHappening, emailField, type Happening, type ReferenceSettings } from './reference';
import { EMAIL_KEY, type World } from './world';

/** The configuration version that a moment's settings stand for. */
export function versionOf(settings: ReferenceSettings): Partial<OrganizationVersion> {
  const { enabled, contract } = settings;
  const account = {
    accountId: 'whatsapp',
    enabled,
    directApiContract: contract,
    includeClosedSince: settings.includeClosedSince,
  };
  return {
    active: settings.active,
    accounts: settings.linked ? [account] : [],
    modeA: { enabled: settings.modeA },
    modeB: {
      enabled: settings.modeB,
      teamId: settings.teamId,
      emailKey: EMAIL_KEY,
      continueAfterCreation: settings.continues,
    },
    missingEmail: settings.createWithoutEmail ? 'create-without-email' : 'hold',
  };
}

/** Plays a happening in a world; its offset. */
export function play(world: World, happening: Happening): void {
  switch (happening.kind) {
    case 'settings':
      world.configure(versionOf(happening.settings));
      return;
    case 'associated':
      world.happenToContact({
        kind: 'contact-associated',
        organizationId: 'acme',
        zendeskUserId: happening.userId,
      });
      return;
    case 'disassociated':
      world.happenToContact({ kind: 'contact-disassociated', organizationId: 'acme' });
      return;
    case 'contact-email':
      world.happenToContact({ kind: 'contact-updated', contact: { fields: emailField(happening.value) } });
      return;
    case 'message':
    case 'reply':
    case 'bot-reply':
    case 'delivery':
    case 'note':
    case 'routed':
    case 'closed':
    case 'reopened':
    case 'email':
      playInConversation(world, happening);
  }
}

function playInConversation(world: World, happening: ConversationHappening): void {
  const about = { conversationId: happening.conversation, accountId: 'whatsapp' };
  const { id = '', delivery = 'sent' } = happening;
  switch (happening.kind) {
    case 'message':
      world.happen({ ...about, kind: 'message-received', messageId: id });
      return;
    case 'reply':
    case 'bot-reply':
      world.happen({
        ...about,
        kind: 'reply-sent',
        messageId: id,
        byAdvisor: happening.kind === 'reply',
        delivery,
      });
      return;
    case 'delivery':
      world.happen({ ...about, kind: 'delivery-changed', messageId: id, delivery });
      return;
    case 'routed':
      world.happen({ ...about, kind: 'routed', teamId: happening.teamId ?? null });
      return;
    case 'email':
      world.happen({ ...about, kind: 'fields-changed', fields: emailField(happening.value ?? null) });
      return;
    case 'note':
      world.happen({ ...about, kind: 'content-changed' });
      return;
    case 'closed':
    case 'reopened':
      world.happen({ ...about, kind: happening.kind });
  }
}
