import { RuleTester } from 'eslint';
import { describe, it } from 'node:test';
import { exactAmounts } from './exact-amounts.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('exact-amounts', exactAmounts, {
  valid: [
    'const total = priceFen * 3;',
    'const share = Math.floor((totalFen * shareBasisPoints) / 10_000);',
    'const width = Math.round(container.width / 2);',
    'const rate = ratio.toFixed(2);',
  ],
  invalid: [
    { code: 'const priceFen = Math.round(totalFen / 3);', errors: [{ messageId: 'round' }] },
    { code: 'const earned = Math.round(order.amountFen * 0.1);', errors: [{ messageId: 'round' }] },
    { code: 'const label = (amountFen / 100).toFixed(2);', errors: [{ messageId: 'toFixed' }] },
    { code: 'const label = account.points.toFixed(0);', errors: [{ messageId: 'toFixed' }] },
    { code: 'const price = parseFloat(text);', errors: [{ messageId: 'parseFloat' }] },
  ],
});
