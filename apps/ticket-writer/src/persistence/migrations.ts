import { EVENT_LOG_MIGRATIONS } from '@parley/event-log';
import type { MigrationClass } from '@parley/platform';
import { Transcript1763800100001 } from './migrations/1763800100001-transcript';
import { Lanes1763800100002 } from './migrations/1763800100002-lanes';
import { Copies1763800100003 } from './migrations/1763800100003-copies';
import { ErrorDesk1763800100004 } from './migrations/1763800100004-error-desk';
import { Attachments1763800100010 } from './migrations/1763800100010-attachments';
import { AttachedFiles1763800100030 } from './migrations/1763800100030-attached-files';
import { WorkClasses1763800100040 } from './migrations/1763800100040-work-classes';
import { BacklogReport1763800100041 } from './migrations/1763800100041-backlog-report';
import { WrittenPlaces1763800100060 } from './migrations/1763800100060-written-places';

/** The schema of this service. */
export const WRITER_SCHEMA = 'writer';

/** Channel on which lanes that became workable are told to other processes. */
export const LANES_CHANNEL = 'writer_lanes';

/** Migrations of {@link WRITER_SCHEMA}, in order; forward only. */
export const writerMigrations: readonly MigrationClass[] = [
  ...EVENT_LOG_MIGRATIONS,
  Transcript1763800100001,
  Lanes1763800100002,
  Copies1763800100003,
  ErrorDesk1763800100004,
  Attachments1763800100010,
  AttachedFiles1763800100030,
  WorkClasses1763800100040,
  BacklogReport1763800100041,
  WrittenPlaces1763800100060,
];
