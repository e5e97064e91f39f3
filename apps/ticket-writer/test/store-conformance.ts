import { describeAttachments } from './attachment-conformance';
import { describeClasses } from './class-conformance';
import { describeClaims } from './claim-conformance';
import { describeErrorDesk } from './error-desk-conformance';
import { describeLedger } from './ledger-conformance';
import type { StoreUnderTest } from './store-under-test';
import { describeTakingUp } from './take-up-conformance';
import { describeTranscript } from './transcript-conformance';

/** What every store of ticket-writer must do; the one in memory and the one in Postgres run the same list. */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describeLedger(name, open);
  describeTakingUp(name, open);
  describeErrorDesk(name, open);
  describeClaims(name, open);
  describeClasses(name, open);
  describeAttachments(name, open);
  describeTranscript(name, open);
}
