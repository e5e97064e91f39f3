import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** State of a listening socket in /proc/net/tcp. */
const LISTEN = '0A';

/**
 * Whether it is this process that listens on a port: an answer alone may come from a stranger who was faster.
 * @param {number} pid
 * @param {number} port
 * @returns {boolean}
 */
export function isListening(pid, port) {
  const sockets = new Set(['tcp', 'tcp6'].flatMap((table) => listeners(`/proc/${pid}/net/${table}`, port)));
  return sockets.size > 0 && openFiles(pid).some((target) => sockets.has(target));
}

/**
 * @param {string} table
 * @param {number} port
 */
function listeners(table, port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return linesOf(table).flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === LISTEN && local.endsWith(suffix) ? [`socket:[${inode}]`] : [];
  });
}

/** @param {number} pid */
function openFiles(pid) {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).map((name) => target(`${folder}/${name}`));
  } catch {
    return [];
  }
}

/** @param {string} link closed in the meantime, perhaps */
function target(link) {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

/** @param {string} file */
function linesOf(file) {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
