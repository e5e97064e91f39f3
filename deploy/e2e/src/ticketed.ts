import { Desk, type DeskOptions } from './desk';
import { Story } from './story';
import { hasTickets, NOTE } from './ticket-texts';

/** A desk with a conversation that has its ticket. */
export async function ticketed(configuration: DeskOptions['configuration'] = {}) {
  const desk = await Desk.open({ configuration });
  const ada = await desk.hasCustomer('Ada Lovelace');
  const story = new Story(desk);
  await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
  await story.isAssociatedWith(ada);
  const [ticket] = await hasTickets(story, [['Hello', 'Hi', NOTE]]);
  if (ticket === undefined) throw new Error('there is no ticket');
  return { desk, ada, story, ticket };
}
