/** What one check found; `detail` says in a few words what is wrong, without secrets. */
export interface HealthResult {
  readonly ok: boolean;
  readonly detail?: string;
}

export interface HealthReport {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, HealthResult>>;
}

/** Longest wait for one check, in milliseconds; a probe's own limit is usually a few seconds. */
const CHECK_TIMEOUT_MS = 2_000;

/** The named conditions under which a service is ready. Registered by whoever knows the condition; asked by `/health/ready`. */
export class HealthChecks {
  private readonly checks = new Map<string, () => Promise<HealthResult>>();

  /** Adds a check; the same name again replaces it. Gives back the function that removes it. */
  register(name: string, check: () => Promise<HealthResult>): () => void {
    this.checks.set(name, check);
    return () => {
      if (this.checks.get(name) === check) this.checks.delete(name);
    };
  }

  /** Asks every check at once; one that throws or is too slow is not ok. */
  async report(): Promise<HealthReport> {
    const entries = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await resultOf(check)] as const),
    );
    return { ok: entries.every(([, result]) => result.ok), checks: Object.fromEntries(entries) };
  }
}

async function resultOf(check: () => Promise<HealthResult>): Promise<HealthResult> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<HealthResult>((resolve) => {
    timer = setTimeout(
      () => resolve({ ok: false, detail: `no answer in ${CHECK_TIMEOUT_MS} ms` }),
      CHECK_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([check(), timeout]);
  } catch (error) {
    return { ok: false, detail: Error.isError(error) ? error.name : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
