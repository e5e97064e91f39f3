import { Inject } from '@nestjs/common';
import type { VerificationView } from '@parley/contracts';
import type { Organization } from '../connect-organization/organization';
import { CONVERSATION_STORE } from '../explain-conversation/conversation-store';
import type { ConversationStore, KnownConversation } from '../explain-conversation/conversation-store';
import { ProblemError } from '../http-edge/problem';
import { CompareHistory } from './compare-history';
import { guideSteps } from './guide-steps';
import { VERIFICATION_STORE } from './verification-store';
import type { VerificationStore } from './verification-store';

/** Routings that are shown. */
const SHOWN_ROUTINGS = 20;

/** Follows the guide's steps with what really happened (A7). */
export class VerifySetup {
  constructor(
    @Inject(VERIFICATION_STORE) private readonly store: VerificationStore,
    @Inject(CONVERSATION_STORE) private readonly conversations: Pick<ConversationStore, 'find'>,
    @Inject(CompareHistory) private readonly comparing: Pick<CompareHistory, 'of'>,
  ) {}

  /** The steps of a conversation, or of the one heard of last; throws `conversation-unknown` for one of another organization. */
  async of(organization: Organization, conversationId: string | undefined): Promise<VerificationView> {
    const { teamId } = organization.configuration.modeB;
    const [lastRoutings, known] = await Promise.all([
      teamId === null ? [] : this.store.lastRoutings(teamId, SHOWN_ROUTINGS),
      this.conversation(organization.id, conversationId),
    ]);
    if (known === undefined)
      return { conversationId: null, steps: [...guideSteps(nothing)], lastRoutings: [...lastRoutings] };
    const { id } = known.summary;
    const [firstMessageAt, history] = await Promise.all([
      this.store.firstMessageAt(id),
      this.store.history(id),
    ]);
    const url = known.summary.tickets.at(-1)?.url;
    const zendesk =
      history === undefined || url === undefined
        ? undefined
        : await this.comparing.of(organization.id, history, url);
    return {
      conversationId: id,
      steps: [...guideSteps({ known, firstMessageAt, history, zendesk })],
      ...(zendesk !== undefined && 'comparison' in zendesk ? { history: zendesk.comparison } : {}),
      lastRoutings: [...lastRoutings],
    };
  }

  private async conversation(
    organizationId: string,
    asked: string | undefined,
  ): Promise<KnownConversation | undefined> {
    const id = asked ?? (await this.store.latestConversation(organizationId));
    const known = id === undefined ? undefined : await this.conversations.find(id);
    if (asked === undefined) return known;
    const elsewhere = known?.summary.organizationId ?? organizationId;
    if (known === undefined || elsewhere !== organizationId)
      throw new ProblemError('conversation-unknown', 'This organization has no conversation with this id.');
    return known;
  }
}

const nothing = { known: undefined, firstMessageAt: undefined, history: undefined, zendesk: undefined };
