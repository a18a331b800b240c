import { figureSentence } from './figure-sentence';
import { en } from './words.en';
import { zh, type Words } from './words.zh';

const period = { from: '2026-10-22', to: '2026-11-20' };
const words = (text: Words['behind']) => ({
  text,
  day: (day: string) => day,
  layer: (code: string) => code,
  channel: (code: string) => code,
});

it.each`
  filters                                   | sentence
  ${{ layerFrom: 'R3', layerTo: 'R4' }}     | ${'2026-10-22在 R3，2026-11-20在 R4的顾客'}
  ${{ assetFrom: 'no', assetTo: 'yes' }}    | ${'2026-10-22不在任何层，2026-11-20在 R1–R5 任一层的顾客'}
  ${{ layerFrom: 'none', layerTo: 'none' }} | ${'2026-10-22不在任何层，2026-11-20不在任何层的顾客'}
  ${{ layerFrom: 'R2', moved: 'down' }}     | ${'2026-10-22在 R2，期间层级下降的顾客'}
  ${{ bought: 'repeat', channel: 'pos' }}   | ${'期间有 2 个及以上购买日，只看pos渠道的顾客'}
`('says who is in the list: $sentence', ({ filters, sentence }) => {
  expect(figureSentence({ ...period, ...filters }, words(zh.behind))).toBe(sentence);
});

it('says it in English as well', () => {
  expect(
    figureSentence({ ...period, layerFrom: 'R3', layerTo: 'R4', bought: 'buyers' }, words(en.behind)),
  ).toBe('Customers: in R3 on 2026-10-22, in R4 on 2026-11-20, paid an order in between');
  expect(figureSentence(period, words(en.behind))).toBe('Customers: every customer seen');
});
