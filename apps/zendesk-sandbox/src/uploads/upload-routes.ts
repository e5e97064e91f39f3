import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JsonObject } from '../http/json';
import { pathId, pathText, queryText } from '../http/address-parameters';
import { bodyBytes } from '../http/request-body';
import { timestamp } from '../http/timestamps';
import { invalidAttribute, recordNotFound, ZendeskError } from '../http/zendesk-error';
import { applyLimits } from '../rate-limits/apply-limits';
import { unattachedDownloadBuckets } from '../rate-limits/buckets';
import { attachmentJson } from './attachment-json';
import type { Upload } from './upload';

/** Uploads and attachments; uploading is open to end users too. */
export function registerUploadRoutes(app: FastifyInstance): void {
  app.post('/api/v2/uploads', { config: { access: 'user' } }, upload);
  app.delete('/api/v2/uploads/:token', { config: { access: 'user' } }, async (request, reply) => {
    request.account.uploads.discard(requestedUpload(request, pathText(request, 'token')));
    return reply.code(204).send();
  });
  app.get('/api/v2/attachments/:id', { config: { access: 'user' } }, (request) => {
    const attachment = request.account.uploads.find(pathId(request, 'attachments/show'));
    if (attachment === undefined) throw recordNotFound();
    return { attachment: attachmentJson(attachment, request.baseUrl) };
  });
}

/** The content of files, under addresses that cannot be guessed. */
export function registerAttachmentContentRoutes(app: FastifyInstance): void {
  app.get('/attachments/token/:urlToken/', download);
  app.get('/attachments/token/:urlToken', download);
}

function upload(request: FastifyRequest, reply: FastifyReply): JsonObject {
  const { account } = request;
  const { maxAttachmentBytes, uploadTokenMinutes } = account.state.settings;
  const fileName = queryText(request, 'filename');
  if (fileName === undefined || fileName === '')
    throw invalidAttribute('filename', 'is required', 'uploads/create');
  const bytes = Uint8Array.from(bodyBytes(request));
  if (bytes.length > maxAttachmentBytes) {
    throw new ZendeskError(413, {
      error: 'RequestEntityTooLarge',
      description: 'The uploaded file is too large',
    });
  }
  const token = queryText(request, 'token');
  const held = token === undefined ? undefined : requestedUpload(request, token);
  const file = {
    fileName,
    contentType: request.headers['content-type'] ?? 'application/octet-stream',
    bytes,
  };
  const stored = account.uploads.add(file, held, account.now() + uploadTokenMinutes * 60_000);
  const attachment = attachmentJson(stored.attachment, request.baseUrl);
  reply.code(201).header('location', attachment['url']);
  const files = stored.upload.attachmentIds.flatMap((id) => account.uploads.find(id) ?? []);
  return {
    upload: {
      token: stored.upload.token,
      expires_at: timestamp(stored.upload.expiresAt),
      attachments: files.map((one) => attachmentJson(one, request.baseUrl)),
      attachment,
    },
  };
}

function requestedUpload(request: FastifyRequest, token: string): Upload {
  const found = request.account.uploads.findUpload(token, request.account.now());
  if (found === undefined) throw recordNotFound();
  return found;
}

/** Sends a file as a download, never as a page: whatever it holds, it cannot act in the browser of an agent. */
async function download(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { account } = request;
  const attachment = account.uploads.findByUrlToken(pathText(request, 'urlToken'));
  if (attachment === undefined || attachment.deleted) throw recordNotFound();
  if (attachment.commentId === null) applyLimits(request, reply, unattachedDownloadBuckets(account));
  return reply
    .headers({
      'content-type': attachment.contentType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.fileName)}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    })
    .send(Buffer.from(attachment.bytes));
}
