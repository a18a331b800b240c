import * as fc from 'fast-check';
import { CATEGORY_DEPTH_MAX, categoryPath, categoryPaths, readCategory } from './category';

describe('a category path', () => {
  it.each([
    ['', []],
    ['  ', []],
    ['鞋', ['鞋']],
    ['GROCERY/CHEESE', ['GROCERY', 'CHEESE']],
    ['FROZEN GROCERY/', ['FROZEN GROCERY']],
    [' 鞋 / 跑鞋 /  越野 ', ['鞋', '跑鞋', '越野']],
  ])('%j has the levels %j', (text, levels) => {
    expect(readCategory(text)).toEqual({ ok: true, value: levels });
  });

  it.each([
    ['/'],
    ['/a'],
    ['a//b'],
    ['a/ /b'],
    [Array.from({ length: CATEGORY_DEPTH_MAX + 1 }, (_, i) => `${i}`).join('/')],
    ['鞋'.repeat(86)],
  ])('%j is none', (text) => {
    expect(readCategory(text)).toEqual({ ok: false, error: { code: 'CATEGORY_INVALID' } });
  });

  it('reads back as it was written, and is below each of its own beginnings', () => {
    const level = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(level, { minLength: 1, maxLength: CATEGORY_DEPTH_MAX }), (levels) => {
        expect(readCategory(categoryPath(levels))).toEqual({ ok: true, value: levels });
        const paths = categoryPaths(levels);
        expect(paths).toHaveLength(levels.length);
        expect(paths.at(-1)).toBe(categoryPath(levels));
        expect(paths.every((path) => `${categoryPath(levels)}/`.startsWith(`${path}/`))).toBe(true);
      }),
    );
  });
});
