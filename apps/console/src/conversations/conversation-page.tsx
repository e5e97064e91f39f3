import { Grid, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChooseForConversation } from '../error-desk/choose-for-conversation';
import { Loaded } from '../ui/loaded';
import { Page } from '../ui/page';
import { Section } from '../ui/section';
import { Facts } from './facts';
import { GateList } from './gate-list';
import { conversationQuery } from './queries';
import { TicketList } from './ticket-list';
import { Timeline } from './timeline';
import { Why } from './why';

/** Why one conversation is or is not in Zendesk (X1), and everything that happened to it (X2). */
export function ConversationPage() {
  const { t } = useTranslation('conversations');
  const { conversationId } = useParams({ from: '/signed-in/conversations/$conversationId' });
  const query = useInfiniteQuery(conversationQuery(conversationId));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return (
    <Page
      title={t('one', { id: conversationId })}
      crumbs={[{ label: t('title'), link: { to: '/conversations' } }]}
    >
      <Loaded query={query} lines={8}>
        {({ pages }) => {
          const conversation = pages[0];
          if (conversation === undefined) return null;
          return (
            <Stack gap="lg">
              <Why conversation={conversation} />
              <ChooseForConversation conversation={conversation} />
              <Grid gap="lg">
                <Grid.Col span={{ base: 12, md: 7 }}>
                  <Section title={t('gates')} lead={t('gatesLead')}>
                    <GateList conversation={conversation} />
                  </Section>
                </Grid.Col>
                <Grid.Col span={{ base: 12, md: 5 }}>
                  <Stack gap="lg">
                    <Section title={t('tickets')}>
                      <TicketList tickets={conversation.tickets} />
                    </Section>
                    <Section title={t('facts')}>
                      <Facts conversation={conversation} />
                    </Section>
                  </Stack>
                </Grid.Col>
              </Grid>
              <Section title={t('timeline.title')} lead={t('timeline.lead')}>
                <Timeline
                  entries={pages.flatMap(({ timeline }) => timeline)}
                  onEarlier={hasNextPage ? () => void fetchNextPage() : undefined}
                  isReading={isFetchingNextPage}
                />
              </Section>
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}
