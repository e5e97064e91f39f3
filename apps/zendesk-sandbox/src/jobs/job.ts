import type { JsonValue } from '../http/json';

/** A background job, as `job_statuses` shows it. */
export interface Job {
  /** `V3-` and 32 hexadecimal digits. */
  readonly id: string;
  readonly total: number;
  readonly completedAt: number;
  readonly results: JsonValue;
}
