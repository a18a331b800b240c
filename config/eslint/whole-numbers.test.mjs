import { RuleTester } from 'eslint';
import { describe, it } from 'node:test';
import { wholeNumbers } from './whole-numbers.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('whole-numbers', wholeNumbers, {
  valid: [
    'const points = floorRatio(amountFen, percent, 100);',
    'const rows = values.length / columns.length;',
    'const share = Number((BigInt(points) * 3n) / 100n);',
    'const most = Math.max(0, Math.min(points, left));',
    'const far = 253402300799999;',
  ],
  invalid: [
    { code: 'const half = points / 2;', errors: [{ messageId: 'divide' }] },
    { code: 'points /= 2;', errors: [{ messageId: 'divide' }] },
    { code: 'const earned = fen * 1.5;', errors: [{ messageId: 'decimal' }] },
    { code: 'const far = 2e300;', errors: [{ messageId: 'decimal' }] },
    { code: 'const earned = Math.floor(fen * rate);', errors: [{ messageId: 'rounding' }] },
    { code: 'const text = points.toFixed(0);', errors: [{ messageId: 'rounding' }] },
    { code: 'const points = parseFloat(text);', errors: [{ messageId: 'rounding' }] },
    { code: 'const points = Number.parseFloat(text);', errors: [{ messageId: 'rounding' }] },
  ],
});
