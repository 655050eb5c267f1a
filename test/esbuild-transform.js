const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

const OPTIONS = { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: 'external', tsconfigRaw: { compilerOptions: { target: 'ES2022' } } };
const OWN = version + readFileSync(__filename, 'utf8');

/** TypeScript for jest: types are left out, which esbuild does in a thirtieth of the compiler's time; `npm run typecheck` checks them. */
module.exports = {
  process(source, file) {
    const { code, map } = transformSync(source, { ...OPTIONS, sourcefile: file });
    return { code, map };
  },
  getCacheKey: (source, file, { instrument }) => createHash('sha256').update(JSON.stringify([OWN, source, file, instrument])).digest('hex'),
};
