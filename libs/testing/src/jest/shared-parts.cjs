'use strict';

const { execFileSync } = require('node:child_process');
const {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const PART_COMMAND = join(__dirname, '../../../../deploy/local/parts/part.mjs');
const KINDS = ['kafka', 'postgres'];
const FOLDERS = /^parley-test-(kafka|postgres)-/;

/** Starts one Kafka and one PostgreSQL for a whole run; gives back their addresses and the folders to remove afterwards. */
function startSharedParts() {
  removeLeftovers();
  const folders = {};
  const addresses = {};
  for (const kind of KINDS) {
    const dir = mkdtempSync(join(tmpdir(), `parley-test-${kind}-`));
    folders[kind] = dir;
    // PostgreSQL runs under another account when the tests run as root; it has to get through to its own folder.
    chmodSync(dir, 0o711);
    writeFileSync(join(dir, 'owner.pid'), String(process.pid));
    addresses[kind] = JSON.parse(part('start', kind, dir)).address;
  }
  return { addresses, folders };
}

function removeSharedParts(folders) {
  for (const [kind, dir] of Object.entries(folders)) remove(kind, dir);
}

/** Parts of runs that were killed before they could clean up. */
function removeLeftovers() {
  for (const name of readdirSync(tmpdir())) {
    const kind = FOLDERS.exec(name)?.[1];
    const dir = join(tmpdir(), name);
    if (kind !== undefined && !isOwned(dir)) remove(kind, dir);
  }
}

function isOwned(dir) {
  try {
    return existsSync(`/proc/${Number(readFileSync(join(dir, 'owner.pid'), 'utf8'))}`);
  } catch {
    return false;
  }
}

function remove(kind, dir) {
  part('remove', kind, dir);
  rmSync(dir, { recursive: true, force: true });
}

function part(action, kind, dir) {
  return execFileSync(process.execPath, [PART_COMMAND, action, kind, '--dir', dir], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

module.exports = { startSharedParts, removeSharedParts };
