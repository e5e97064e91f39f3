import type { FileUpload, ZendeskGateway } from './gateway';
import { queryOf } from './json-body';
import { mapBody, type ZendeskOutcome } from './outcome';
import { UploadAnswerShape, type UploadedFile } from './shapes';

/** Where files are uploaded. */
export const UPLOADS_PATH = '/api/v2/uploads';

/** Uploads one file. */
export async function uploadFile(
  send: ZendeskGateway['send'],
  organizationId: string,
  { fileName, contentType, bytes, callClass, timeoutMs }: FileUpload,
): Promise<ZendeskOutcome<UploadedFile>> {
  const outcome = await send(organizationId, {
    method: 'POST',
    path: `${UPLOADS_PATH}?${queryOf({ filename: fileName })}`,
    callClass,
    body: bytes,
    contentType,
    timeoutMs,
    shape: UploadAnswerShape,
  });
  return mapBody(outcome, ({ upload }) => upload);
}
