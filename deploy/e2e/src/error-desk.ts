import { eventually } from '@parley/testing';
import type { Desk } from './desk';
import type { Story } from './story';

/** A ticket in the list of what waits for a person. */
export interface ParkedView {
  readonly id: string;
  readonly conversationId: string;
  readonly reason: string;
  readonly effectId: string | null;
  readonly zendeskTicketId: number | null;
}

/** What waits for a person at a desk. */
export async function parkedAt(desk: Desk): Promise<readonly ParkedView[]> {
  const answer = await desk.admin.ask('GET', `/v1/parked?organizationId=${desk.organizationId}`);
  return (answer as { readonly items: readonly ParkedView[] }).items;
}

/** Waits until the conversation's ticket is parked for that reason, and the gateway says what to do; gives its line of the list. */
export async function isParked(story: Story, reason: string): Promise<ParkedView> {
  return eventually(
    async () => {
      const found = (await parkedAt(story.desk)).find(({ conversationId }) => conversationId === story.id);
      expect(found).toMatchObject({ reason });
      expect(await story.explanation()).toMatchObject({ state: 'parked', reason });
      return found;
    },
    { describe: `${story.id} to be parked because of ${reason}`, timeoutMs: 45_000 },
  );
}
