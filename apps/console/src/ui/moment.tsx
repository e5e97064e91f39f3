import { Tooltip } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { relativeTime } from './relative-time';

/** How often a time that is told from now is told again, in ms. */
const REFRESH_MS = 30_000;

/** A time as seen from now ("3 minutes ago"), with the exact one in the viewer's zone on hover and focus. */
export function Moment({ at }: { readonly at: string }) {
  const { i18n } = useTranslation();
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), REFRESH_MS, { autoInvoke: true });
  const exact = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeStyle: 'long' }).format(
    new Date(at),
  );
  return (
    <Tooltip label={exact} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={at} tabIndex={0}>
        {relativeTime(at, now, i18n.language)}
      </time>
    </Tooltip>
  );
}
