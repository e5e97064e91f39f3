import { ParleyError } from '@parley/platform';
import type { BatchWork } from '../ports/batch-work';
import type { ParkedContact } from '../processor/parked-contacts';

/** Thrown for events of contacts that are parked in the live schema: a rebuild parks them at the same place. */
export class StillParkedError extends ParleyError {
  readonly code = 'still-parked';
  readonly retryable = false;
}

type Parked = Pick<ParkedContact, 'group' | 'topic' | 'partition' | 'key' | 'fromOffset'>;

/** The work, but for events that the live schema has left unfolded. */
export function parkingAsLive<E>(parked: () => readonly Parked[], work: BatchWork<E>): BatchWork<E> {
  return async (tx, events, context) => {
    const { group, topic, partition } = context;
    const here = parked().filter(
      (contact) => contact.group === group && contact.topic === topic && contact.partition === partition,
    );
    if (here.length > 0) {
      const from = new Map(here.map(({ key, fromOffset }) => [key, fromOffset]));
      for (const { record, position } of events) {
        const parkedFrom = from.get(record.key?.toString('utf8') ?? '');
        if (parkedFrom !== undefined && position.offset >= parkedFrom)
          throw new StillParkedError('The contact is parked in the live schema');
      }
    }
    return work(tx, events, context);
  };
}
