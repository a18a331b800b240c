import { changesBetween, type RuleLine } from './lines';

const line = (key: string, text: string, section = 'base'): RuleLine => ({ section, key, text });

describe('the difference of two versions in words', () => {
  it('is empty for the same sentences in any order', () =>
    expect(changesBetween([line('a', '1'), line('b', '2')], [line('b', '2'), line('a', '1')])).toEqual([]));

  it('tells what was said before, what is new and what is gone', () =>
    expect(
      changesBetween(
        [line('rate', '1 / ¥1'), line('cap', '500')],
        [line('rate', '2 / ¥1'), line('day', '28')],
      ),
    ).toEqual([
      { section: 'base', key: 'rate', before: '1 / ¥1', after: '2 / ¥1' },
      { section: 'base', key: 'day', before: null, after: '28' },
      { section: 'base', key: 'cap', before: '500', after: null },
    ]));

  it('keeps the same key of two sections apart', () =>
    expect(changesBetween([line('on', 'x', 'a')], [line('on', 'x', 'b')])).toHaveLength(2));
});
