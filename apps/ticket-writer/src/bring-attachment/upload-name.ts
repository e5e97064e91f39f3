import { extension } from 'mime-types';

/** Bytes of a name at most, its ending included: what file systems take. */
const NAME_BYTES = 200;
const ENDING = /\.[A-Za-z0-9]{1,10}$/;
/** Where the registered ending is one that people's computers do not know: voice messages. */
const COMMON: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
};
/** Controls, halves of characters, marks that change the direction of writing, and what separates folders or is reserved. */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff\\/:*?"<>|]/gu;

/**
 * The name under which a file is uploaded: any characters are kept that a name may safely have, and an ending is added
 * where there is none, because Zendesk wants the real one.
 */
export function uploadName(fileName: string | undefined, contentType: string): string {
  const clean = (fileName ?? '').replace(UNSAFE, '_').trim().replace(/^\.+/, '');
  const name = clean === '' ? 'attachment' : clean;
  const given = ENDING.exec(name)?.[0];
  const known = COMMON[contentType] ?? extension(contentType);
  const ending = given ?? (known === false ? '' : `.${known}`);
  const stem = given === undefined ? name : name.slice(0, -given.length);
  return `${cutBytes(stem === '' ? 'attachment' : stem, NAME_BYTES - ending.length)}${ending}`;
}

/** As many whole characters of a text as fit into so many bytes. */
function cutBytes(text: string, bytes: number): string {
  let size = 0;
  let kept = '';
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) return kept;
    kept += character;
  }
  return kept;
}
