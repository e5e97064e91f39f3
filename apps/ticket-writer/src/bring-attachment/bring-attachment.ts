import type { AttachmentDue } from '@parley/ticket-content';
import {
  UPLOADS_PATH,
  type CallClass,
  type Refused,
  type UploadedFile,
  type ZendeskOutcome,
} from '@parley/zendesk';
import type { OpenLane } from '../lane/content';
import type { HeldLane } from '../lane/lane';
import { restAfter, restOfBucket, restOfShut } from '../lane/outcomes';
import { GO_ON, LOST, type LanePorts, type Lease, type Step } from '../lane/ports';
import type { TryEnd } from './attachment-book';
import type { FoundFile } from './attachment-ports';
import type { Slot } from './attachment-slots';
import { isRefusedType, mediaTypeOf } from './refused-type';
import { uploadName } from './upload-name';

/** Room in a lease for the statements around a transfer. */
const LEASE_MARGIN_MS = 10_000;
/** Zendesk refused to attach a fresh upload so often: it will not take this file. */
const MOST_REFUSALS = 2;
/** Where Zendesk does not say how long a token lives. */
const TOKEN_LIFE_MS = 50 * 60_000;
/** Part of a token's life in which it is used: Zendesk's clock and ours may differ. */
const LIFE_SHARE = 0.8;
const SHORTEST_LIFE_MS = 1_000;

/** A file in hand. */
interface Bringing {
  readonly ports: LanePorts;
  readonly held: HeldLane;
  readonly lane: OpenLane;
  readonly due: AttachmentDue;
  readonly lease: Lease;
  readonly slot: Slot;
}

/**
 * K12: one step of a lane that gets one file and uploads it, or gives it up. Nothing of it is an effect: an upload that no
 * comment takes vanishes by itself. The outcome is noted once, so that the comment says the same whenever it is composed.
 */
export async function bringAttachment(
  ports: LanePorts,
  held: HeldLane,
  lane: OpenLane,
  files: readonly AttachmentDue[],
  lease: Lease,
): Promise<Step> {
  const { record } = lane;
  const waits = await waitsOf(ports, record.ticketKey, files);
  const [first] = [...waits].sort((a, b) => a.waitMs - b.waitMs);
  if (first === undefined) return GO_ON;
  if (first.waitMs > 0) return { kind: 'rest', restMs: first.waitMs };
  const slot = ports.attachments.slots.take({
    host: hostOf(first.due.attachment),
    organizationId: record.organizationId,
  });
  if ('restMs' in slot) return { kind: 'rest', restMs: slot.restMs };
  try {
    return await bring({ ports, held, lane, due: first.due, lease, slot });
  } finally {
    slot.free();
  }
}

/** Where a file would be fetched from; its address is checked when that is done. */
function hostOf({ blob, url = '' }: AttachmentDue['attachment']): string | undefined {
  if (blob !== undefined) return undefined;
  return URL.canParse(url) ? new URL(url).host : '';
}

async function waitsOf(ports: LanePorts, ticketKey: string, files: readonly AttachmentDue[]) {
  const noted = await ports.attachments.book.noted(ticketKey);
  return files.map((due) => {
    const known = noted.find(
      ({ at, ordinal }) =>
        at.epoch === due.at.epoch && at.offset === due.at.offset && ordinal === due.ordinal,
    );
    return { due, waitMs: known?.waitMs ?? 0 };
  });
}

async function bring(bringing: Bringing): Promise<Step> {
  const { ports, lane, due } = bringing;
  const { files, settings } = ports.attachments;
  const { maxBytes, refuseTypes } = lane.organization.configuration.attachments;
  const shut = await shutFor(bringing);
  if (shut !== undefined) return shut;
  const begun = await hold(bringing, settings.fetchTimeoutMs, (leaseMs) =>
    ports.attachments.book.begin(bringing.held, due, leaseMs),
  );
  if (begun === undefined) return LOST;
  const { attachment } = due;
  if (isRefusedType(refuseTypes, attachment)) return leaveOut(bringing, { fault: 'refused-type' });
  if (begun.refusals >= MOST_REFUSALS) return leaveOut(bringing, { fault: 'refused-by-zendesk' });
  if (begun.tries > settings.retryMs.length + 1) return leaveOut(bringing, { fault: 'unreachable' });
  const found = await files.get(attachment, maxBytes);
  bringing.slot.fetched();
  switch (found.kind) {
    case 'stopped':
      return end(bringing, { kind: 'not-tried' }, { kind: 'rest' });
    case 'failed':
      return tryAgain(bringing, begun.tries);
    case 'left-out':
      return leaveOut(bringing, found.fault === 'too-large' ? { ...found, limit: maxBytes } : found);
    case 'file':
      if (isRefusedType(refuseTypes, found)) return leaveOut(bringing, { fault: 'refused-type' });
      if (isWebPage(found, attachment.contentType)) return leaveOut(bringing, { fault: 'wrong-content' });
      return upload(bringing, found, begun.tries);
  }
}

/** Nothing is fetched as long as nothing could be uploaded. */
async function shutFor({ ports, lane }: Bringing): Promise<Step | undefined> {
  const { organizationId } = lane.record;
  const target = { method: 'POST', path: UPLOADS_PATH, callClass: classOf(lane) } as const;
  const admission = await ports.desk.admit(organizationId, target);
  if (admission.kind === 'wait') return restOfBucket(admission.bucket, admission.retryAfterMs);
  if (admission.kind === 'shut') return restOfShut();
  // The tokens would be too old once the file is here; the upload takes its own.
  admission.permit.release();
  return undefined;
}

async function upload(
  bringing: Bringing,
  file: Extract<FoundFile, { kind: 'file' }>,
  tries: number,
): Promise<Step> {
  const { ports, held, lane, due } = bringing;
  const { book, settings } = ports.attachments;
  const isMine = await hold(bringing, settings.uploadTimeoutMs, (leaseMs) => book.renew(held, leaseMs));
  if (!isMine) return LOST;
  const { attachment } = due;
  const contentType =
    mediaTypeOf(attachment.contentType) ?? mediaTypeOf(file.contentType) ?? 'application/octet-stream';
  const outcome = await ports.desk.uploadFile(lane.record.organizationId, {
    fileName: uploadName(attachment.fileName, contentType),
    contentType,
    bytes: file.bytes,
    callClass: classOf(lane),
    timeoutMs: settings.uploadTimeoutMs,
  });
  switch (outcome.kind) {
    case 'ok': {
      ports.attachments.ended('uploaded');
      const usableForMs = usableFor(outcome.body, ports.clock.now());
      const size = file.bytes.length;
      const { token, attachment: kept } = outcome.body;
      const known = kept ? { attachmentId: kept.id } : {};
      return end(bringing, { kind: 'uploaded', token, ...known, size, usableForMs });
    }
    case 'refused':
      return leaveOut(bringing, { ...faultOf(outcome), size: file.bytes.length });
    case 'unknown':
      return uploadLost(bringing, tries);
    case 'conflict':
    case 'rate-limited':
    case 'unauthorised':
    case 'not-sent':
      return end(bringing, { kind: 'not-tried' }, waiting(restAfter(outcome)));
  }
}

/** An upload is harmless to repeat. Zendesk is to blame, not the file, as long as Zendesk answers nothing else either. */
async function uploadLost(bringing: Bringing, tries: number): Promise<Step> {
  const { ports, lane } = bringing;
  if (tries <= ports.attachments.settings.retryMs.length) return tryAgain(bringing, tries);
  const me: ZendeskOutcome<unknown> = await ports.desk.me(lane.record.organizationId);
  if (me.kind === 'ok') return leaveOut(bringing, { fault: 'refused-by-zendesk' });
  return end(bringing, { kind: 'not-tried' }, waiting(restAfter(me)));
}

function tryAgain(bringing: Bringing, tries: number): Promise<Step> {
  const waitMs = bringing.ports.attachments.settings.retryMs[tries - 1];
  // What does not need this file may go on meanwhile.
  if (waitMs !== undefined) return end(bringing, { kind: 'again', waitMs });
  return leaveOut(bringing, { fault: 'unreachable' });
}

function leaveOut(
  bringing: Bringing,
  { fault, size, limit }: Omit<Extract<TryEnd, { kind: 'left-out' }>, 'kind'>,
): Promise<Step> {
  bringing.ports.attachments.ended(fault);
  return end(bringing, {
    kind: 'left-out',
    fault,
    ...(size === undefined ? {} : { size }),
    ...(limit === undefined ? {} : { limit }),
  });
}

async function end({ ports, held, due }: Bringing, tryEnd: TryEnd, then: Step = GO_ON): Promise<Step> {
  return (await ports.attachments.book.end(held, due, tryEnd)) ? then : LOST;
}

/** Makes the lane's lease long enough for a transfer, counted from before it was asked for. */
async function hold<T>(
  { ports, lease }: Bringing,
  transferMs: number,
  renew: (leaseMs: number) => Promise<T>,
): Promise<T> {
  const leaseMs = Math.max(transferMs + LEASE_MARGIN_MS, ports.settings.leaseMs);
  const fromMs = ports.clock.monotonicMs();
  const answer = await renew(leaseMs);
  lease.endsAtMs = fromMs + leaseMs;
  return answer;
}

/** A step that says "go on" would try the same again at once. */
function waiting(step: Step): Step {
  return step.kind === 'go-on' ? { kind: 'rest' } : step;
}

function classOf({ record }: OpenLane): CallClass {
  if (record.ticketId === null) return 'create';
  return record.achieved.history === 'done' ? 'public' : 'history';
}

/** Many a platform answers 200 with a page that asks to sign in. */
function isWebPage(
  { contentType }: { readonly contentType?: string },
  declared: string | undefined,
): boolean {
  const wanted = mediaTypeOf(declared);
  return (
    mediaTypeOf(contentType) === 'text/html' && wanted !== undefined && !/html|octet-stream/.test(wanted)
  );
}

function faultOf({ code }: Refused): { readonly fault: 'too-large' | 'refused-by-zendesk' } {
  return { fault: code === 'too-large' ? 'too-large' : 'refused-by-zendesk' };
}

function usableFor({ expires_at }: UploadedFile, now: Date): number {
  const life = Date.parse(expires_at ?? '') - now.getTime();
  return Math.max((Number.isFinite(life) ? life : TOKEN_LIFE_MS) * LIFE_SHARE, SHORTEST_LIFE_MS);
}
