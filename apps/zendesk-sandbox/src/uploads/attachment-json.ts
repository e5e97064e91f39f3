import type { JsonObject } from '../http/json';
import type { Attachment } from './upload';

/** A file as the API shows it. */
export function attachmentJson(attachment: Attachment, baseUrl: string): JsonObject {
  const contentUrl = `${baseUrl}${contentPath(attachment)}`;
  return {
    url: `${baseUrl}/api/v2/attachments/${attachment.id}.json`,
    id: attachment.id,
    file_name: attachment.fileName,
    content_url: contentUrl,
    mapped_content_url: contentUrl,
    content_type: attachment.contentType,
    size: attachment.bytes.length,
    width: null,
    height: null,
    inline: false,
    deleted: attachment.deleted,
    malware_access_override: false,
    malware_scan_result: 'not_scanned',
    thumbnails: [],
  };
}

/** Path of the file's content. */
export function contentPath(attachment: Attachment): string {
  return `/attachments/token/${attachment.urlToken}/?name=${encodeURIComponent(attachment.fileName)}`;
}
