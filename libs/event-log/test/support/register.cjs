'use strict';

/** Lets a child process run our TypeScript as the specs do: `node --require register.cjs member.ts`. */
const Module = require('node:module');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const root = join(__dirname, '../../../..');
const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
delete options.exclude;

Module._extensions['.ts'] = (module, filename) => {
  const source = readFileSync(filename, 'utf8');
  const { code } = transformSync(source, { ...options, swcrc: false, filename, sourceMaps: false });
  module._compile(code, filename);
};

const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => {
  const library = /^@parley\/([a-z-]+)$/.exec(request)?.[1];
  return resolve(library === undefined ? request : join(root, 'libs', library, 'src/index.ts'), ...rest);
};
