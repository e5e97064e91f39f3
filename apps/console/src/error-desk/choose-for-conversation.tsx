import type { ConversationView } from '@parley/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../ui/loaded';
import { Section } from '../ui/section';
import { ChooseCustomer } from './choose-customer';
import { choiceQuery } from './queries';

interface ChooseForConversationProps {
  readonly conversation: Pick<ConversationView, 'id' | 'organizationId' | 'candidates'>;
}

/** The choice among customers on the conversation's own page; nothing where there is nothing to choose (C3). */
export function ChooseForConversation({ conversation }: ChooseForConversationProps) {
  const { id, organizationId, candidates = [] } = conversation;
  if (organizationId === null || candidates.length === 0) return null;
  return <Choice organizationId={organizationId} conversationId={id} />;
}

function Choice(place: { readonly organizationId: string; readonly conversationId: string }) {
  const { t } = useTranslation('errorDesk');
  const query = useQuery(choiceQuery(place.organizationId, place.conversationId));
  if (query.data === null) return null;
  return (
    <Section title={t('choose.title')}>
      <Loaded query={query}>
        {(waiting) =>
          waiting !== null && <ChooseCustomer id={waiting.id} candidates={waiting.candidates ?? []} />
        }
      </Loaded>
    </Section>
  );
}
