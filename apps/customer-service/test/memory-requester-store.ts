import type { OutgoingMessage } from '@parley/event-log';
import type { Answer, ClaimedRequester } from '../src/resolve-customer/requester';
import type { RequesterStore } from '../src/resolve-customer/requester-store.port';

/** Requesters to be claimed, and what the worker wrote about them. */
export class MemoryRequesterStore implements RequesterStore {
  due: ClaimedRequester[] = [];
  readonly answers: {
    readonly key: string;
    readonly answer: Answer;
    readonly message?: OutgoingMessage;
    readonly checkAgainMs?: number | undefined;
  }[] = [];
  readonly waits: { readonly key: string; readonly waitMs: number; readonly countsAsTry: boolean }[] = [];
  readonly claims: { readonly most: number; readonly leftOut: readonly string[] }[] = [];
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

  claim(most: number, leftOut: readonly string[]): Promise<readonly ClaimedRequester[]> {
    this.claims.push({ most, leftOut });
    if (this.broken) return Promise.reject(new Error('the database is away'));
    const claimed = this.due.filter(({ organizationId }) => !leftOut.includes(organizationId)).slice(0, most);
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

  later({ requesterKey: key }: ClaimedRequester, waitMs: number, countsAsTry: boolean): Promise<void> {
    this.waits.push({ key, waitMs, countsAsTry });
    return Promise.resolve();
  }
}
