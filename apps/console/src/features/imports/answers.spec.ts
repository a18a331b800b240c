import { restIsNew, saidBy, tallyOf, type AskedCode } from './answers';

const asked = (number: number, part: Partial<AskedCode> = {}): AskedCode => ({
  ...{ number, thing: 'store', code: `S${number}`, lines: 1, firstLine: number + 1, mayBeNew: true },
  ...{ offers: [], meaning: null, as: null },
  ...part,
});
const offers = [{ code: 'SH06', name: 'S6' }];
const codes = [
  ...[asked(1), asked(2), asked(3), asked(4)],
  ...[asked(5, { mayBeNew: false }), asked(6, { offers })],
];

it('says what was chosen, and nothing of what was not', () => {
  expect(
    saidBy(codes, {
      1: { chosen: 'as:SH:01', typed: '' },
      2: { chosen: 'other', typed: ' SH02 ' },
      3: { chosen: 'other', typed: '  ' },
      4: { chosen: 'refuse', typed: '' },
    }),
  ).toEqual([
    { number: 1, meaning: 'as', as: 'SH:01' },
    { number: 2, meaning: 'as', as: 'SH02' },
    { number: 4, meaning: 'refuse' },
  ]);
});

it('makes new what nobody answered, if it can be a code and nothing is called so, and counts how all of them stand', () => {
  const answers = restIsNew(codes, { 1: { chosen: 'refuse', typed: '' } });
  const { fresh, meant, refused } = tallyOf(codes, { ...answers, 2: { chosen: 'as:SH01', typed: '' } });
  expect([fresh, meant, refused].map((some) => some.map(({ number }) => number))).toEqual([
    [3, 4],
    [2],
    [1, 5, 6],
  ]);
});
