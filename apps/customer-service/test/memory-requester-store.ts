import type { OutgoingMessage } from '@parley/event-log';
import type { Answer, ClaimedRequester } from '../src/resolve-customer/requester';
import type { RequesterStore } from '../src/resolve-customer/requester-store.port';
import type { Obstacle } from '../src/resolve-customer/resolution';
import type { Rest } from '../src/resolve-customer/rests';

/** Requesters to be claimed, and what the worker wrote about them. */
export class MemoryRequesterStore implements RequesterStore {
  due: ClaimedRequester[] = [];
  readonly answers: {
    readonly key: string;
    readonly answer: Answer;
    readonly message?: OutgoingMessage;
    readonly checkAgainMs?: number | undefined;
  }[] = [];
  readonly waits: { readonly key: string; readonly waitMs: number; readonly inTheWay: Obstacle }[] = [];
  readonly claims: { readonly most: number; readonly resting: readonly Rest[] }[] = [];
  /** Bucket that ended a requester's last try. */
  readonly waitingFor = new Map<string, string>();
  leaseLost = false;
  broken = false;

  remember(): Promise<number> {
    return Promise.resolve(0);
  }

  choose(): Promise<number> {
    return Promise.resolve(0);
  }

  doubt(): Promise<number> {
    return Promise.resolve(0);
  }

  claim(most: number, resting: readonly Rest[]): Promise<readonly ClaimedRequester[]> {
    this.claims.push({ most, resting });
    if (this.broken) return Promise.reject(new Error('the database is away'));
    const claimed = this.due
      .filter(
        (due) =>
          !resting.some(
            (rest) =>
              rest.organizationId === due.organizationId &&
              (rest.bucket === undefined || rest.bucket === this.waitingFor.get(due.requesterKey)),
          ),
      )
      .slice(0, most);
    this.due = this.due.filter((requester) => !claimed.includes(requester));
    return Promise.resolve(claimed);
  }

  noteCreate(): Promise<boolean> {
    return Promise.resolve(!this.leaseLost);
  }

  answer(
    { requesterKey: key }: ClaimedRequester,
    answer: Answer,
    told: { readonly message: OutgoingMessage } | undefined,
    checkAgainMs: number | undefined,
  ): Promise<boolean> {
    if (!this.leaseLost)
      this.answers.push({
        key,
        answer,
        checkAgainMs,
        ...(told === undefined ? {} : { message: told.message }),
      });
    return Promise.resolve(!this.leaseLost);
  }

  later({ requesterKey: key }: ClaimedRequester, waitMs: number, inTheWay: Obstacle): Promise<void> {
    this.waits.push({ key, waitMs, inTheWay });
    if (typeof inTheWay === 'object') this.waitingFor.set(key, inTheWay.bucket);
    return Promise.resolve();
  }
}
