import fc from 'fast-check';
import { nameGrams, nameHolds, soughtGrams } from '..';

const names = fc.string({ unit: fc.constantFrom('林', '夏', 'A', 'a', 'ａ', ' ', '🎈', '1'), maxLength: 8 });

it('every name in which a text occurs has all the pairs that it is looked for by', () => {
  fc.assert(
    fc.property(names, names, (name, text) => {
      if (!nameHolds(name, text)) return;
      expect(nameGrams(name)).toEqual(expect.arrayContaining(soughtGrams(text)));
    }),
  );
});

it('finds any part of two signs or more, and by one sign whoever begins with it', () => {
  expect(nameHolds('林夏 Summer', 'ｓｕｍ')).toBe(true);
  expect(nameHolds('林夏', '林')).toBe(true);
  expect(nameHolds('林夏', '夏')).toBe(false);
  expect(nameHolds('林夏', '')).toBe(false);
});
