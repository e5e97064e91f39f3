'use strict';

/**
 * `node -r run-typescript.cjs file.ts` runs a TypeScript program from its sources, compiled as the build does it.
 * So a spec can start another app as the program it is, without a build before it and without importing it.
 */
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

const { jsc, module: form } = JSON.parse(readFileSync(`${__dirname}/../../../../.swcrc`, 'utf8'));

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    jsc,
    module: form,
    swcrc: false,
    filename,
    sourceMaps: 'inline',
  });
  module._compile(code, filename);
};
