import { harmless } from './csv';

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠SUM(A1)', '\t=1', '\r=1', '\n=1'])(
  'keeps the text %j from running as a formula',
  (text) => expect(harmless(text)).toBe(`'${text}`),
);

it('leaves other text as it was written', () => {
  for (const text of ['A-1001', '静安店＝1', '', ' =1']) expect(harmless(text)).toBe(text);
});
