import { faultsOfPolicy, firstPolicy, policyParts } from '.';

const whole = firstPolicy('屿见');

it('that says everything may be published', () => {
  const text = Object.fromEntries(policyParts.map((part) => [part, 'said'])) as typeof whole.zh;
  expect(faultsOfPolicy({ zh: text, en: text })).toEqual([]);
});

it('that is silent about a part, or left a blank, is told where, in each language', () => {
  expect(faultsOfPolicy({ ...whole, en: { ...whole.en, children: ' \n' } })).toEqual([
    { path: 'zh.operator', fault: 'blank' },
    { path: 'zh.contact', fault: 'blank' },
    { path: 'en.operator', fault: 'blank' },
    { path: 'en.contact', fault: 'blank' },
    { path: 'en.children', fault: 'empty' },
  ]);
});
