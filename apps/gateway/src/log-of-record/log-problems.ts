import { ProblemError } from '../http-edge/problem';

/** Kafka did not acknowledge in time. The events may turn up in the log all the same; sending them again has no effect then (T12). */
export function logUnavailable(): ProblemError {
  return new ProblemError(
    'log-unavailable',
    'Kafka did not acknowledge in time. Send the same again: duplicates have no effect.',
    { headers: { 'retry-after': '2' } },
  );
}
