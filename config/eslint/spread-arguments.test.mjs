import { RuleTester } from 'eslint';
import { describe, it } from 'node:test';
import { spreadArguments } from './spread-arguments.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('spread-arguments', spreadArguments, {
  valid: [
    'const all = [...some, ...others];',
    'const both = { ...one, ...other };',
    'appendTo(all, more);',
    'all.push(...[1, 2]);',
    'const widest = Math.max(/* bounded: columns of a table */ ...widths);',
  ],
  invalid: [
    { code: 'all.push(...rows);', errors: [{ messageId: 'spread' }] },
    { code: 'all.push(first, ...rows, last);', errors: [{ messageId: 'spread' }] },
    { code: 'const last = Math.max(0, ...rows.map((row) => row.atMs));', errors: [{ messageId: 'spread' }] },
    { code: 'all.push(...[...rows, 1]);', errors: [{ messageId: 'spread' }] },
    { code: 'const it = new Set(...lists);', errors: [{ messageId: 'spread' }] },
    { code: 'all.push(/* bounded: */ ...rows);', errors: [{ messageId: 'spread' }] },
    { code: 'all.push(/* quick */ ...rows);', errors: [{ messageId: 'spread' }] },
  ],
});
