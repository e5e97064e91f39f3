import { currentTraceparent, runInSpan } from '@parley/platform';

/** A way of events through this service that ends for all of them at once: when the log has acknowledged them. */
export class FactSpans {
  private readonly ended: Promise<void>;
  /** Ends every span. */
  end: () => void = () => undefined;

  /** @param name of the spans */
  constructor(private readonly name: string) {
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  /**
   * Opens the span of one event: in the event's own trace, below the producer's hop where that belongs to the same trace, else
   * linked to it. Gives the traceparent to hand on, so that this service is never missing between two others.
   */
  open(fact: string | undefined, hop: string | undefined): string | undefined {
    if (fact === undefined) return hop;
    const parent = hop !== undefined && traceIdOf(hop) === traceIdOf(fact) ? hop : fact;
    let mine: string | undefined;
    void runInSpan(this.name, { parent, links: [hop], kind: 'producer' }, () => {
      mine = currentTraceparent();
      return this.ended;
    });
    return mine ?? parent;
  }
}

/** The trace that a traceparent belongs to. */
export function traceIdOf(traceparent: string | undefined): string | undefined {
  return traceparent?.slice(3, 35);
}
