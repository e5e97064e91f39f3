import type { BlobStore } from '@parley/blob-store';
import { commaList, FetchGuard } from '@parley/platform';
import type { TicketWriterConfig } from '../config';
import type { AttachmentBook } from './attachment-book';
import type { AttachmentPorts } from './attachment-ports';
import { AttachmentSlots } from './attachment-slots';
import { countAttachment } from './attachment-telemetry';
import { HttpFiles } from './fetch-file/http-files';
import { PlatformFiles } from './fetch-file/platform-files';

const CONNECT_TIMEOUT_MS = 5_000;
/** 20 MB in this time want 2.7 Mbit/s. */
const UPLOAD_TIMEOUT_MS = 60_000;
/** Together with the time of three tries this is the longest that a message can wait for a file. */
const RETRY_MS = [2_000, 10_000] as const;

/** What bringing attachments needs, joined; `close` ends every fetch at once. */
export function openAttachments(
  config: Pick<
    TicketWriterConfig,
    'PARLEY_ATTACHMENT_ALLOWED_HOSTS' | 'PARLEY_ATTACHMENT_TIMEOUT_MS' | 'PARLEY_ATTACHMENT_CONCURRENCY'
  >,
  book: AttachmentBook,
  blobs: Pick<BlobStore, 'find'>,
): { readonly ports: AttachmentPorts; readonly close: () => Promise<void> } {
  const fetchTimeoutMs = config.PARLEY_ATTACHMENT_TIMEOUT_MS;
  const most = config.PARLEY_ATTACHMENT_CONCURRENCY;
  const guard = new FetchGuard(commaList(config.PARLEY_ATTACHMENT_ALLOWED_HOSTS));
  const remote = new HttpFiles(guard, { timeoutMs: fetchTimeoutMs, connectTimeoutMs: CONNECT_TIMEOUT_MS });
  return {
    ports: {
      book,
      files: new PlatformFiles(blobs, remote),
      slots: new AttachmentSlots(most, Math.max(Math.ceil(most / 2), 1)),
      settings: { fetchTimeoutMs, uploadTimeoutMs: UPLOAD_TIMEOUT_MS, retryMs: RETRY_MS },
      ended: countAttachment,
    },
    close: () => remote.close(),
  };
}
