import { useInterval } from '@mantine/hooks';
import { useState } from 'react';

/** The present in ms since 1970, told anew every half minute. */
const REFRESH_MS = 30_000;

/** The present, for times that are told from now. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), REFRESH_MS, { autoInvoke: true });
  return now;
}
