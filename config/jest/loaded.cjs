/**
 * A file of node_modules or of our own code, as a suite sees it: the module that Node loaded, once per worker (see
 * environment.cjs). Jest reads its own parts through here too: Node's modules can compile, jest's cannot, and that tells
 * the two apart.
 */
const { createHash } = require('node:crypto');

const code = `if (module._compile) module._compile(require('node:fs').readFileSync(__filename, 'utf8'), __filename);
else module.exports = globalThis[Symbol.for('liuliang.require')](__filename);
`;
const cacheKey = createHash('sha256').update(code).digest('hex').slice(0, 32);

module.exports = { process: () => ({ code }), getCacheKey: () => cacheKey };
