import { isMobile, paletteOf, searchedFor, searchTarget } from './search';

it.each(['13800138000', '+86 138 0013 8000', '138-0013-8000'])(
  'keeps the mobile number %p out of the address',
  (text) => {
    const target = searchTarget(text, { layer: 'R5' });
    expect(target.to).toBe('/customers?layer=R5');
    expect(target.to).not.toMatch(/138/);
    expect(searchedFor(new URLSearchParams(target.to.split('?')[1]), target.state)).toMatch(/13800138000$/);
  },
);

it('keeps ids and order numbers in the address, so that a search can be shared', () => {
  expect(searchTarget(' cus_4Gh2 ')).toEqual({ to: '/customers?search=cus_4Gh2', state: null });
  expect(searchTarget('20261120138001380001').state).toBeNull();
  expect(searchTarget('')).toEqual({ to: '/customers', state: null });
  expect(searchedFor(new URLSearchParams('search=cus_4Gh2'), null)).toBe('cus_4Gh2');
});

it('keeps a name out of the address, in any writing', () => {
  for (const name of ['林夏', 'Summer Lin', '鹿鸣'])
    expect(searchTarget(` ${name} `, { layer: 'R5' })).toEqual({
      to: '/customers?layer=R5',
      state: { sought: name },
    });
});

it('does not take every long number for a mobile', () => {
  expect(isMobile('12800138000')).toBe(false);
  expect(isMobile('138001380001')).toBe(false);
});

describe('what the global search offers', () => {
  const sources = {
    idAddress: null,
    canFind: true,
    screens: [
      { to: '/points/gifts', title: '礼品与使用', words: ['礼品与使用', 'Gifts and spending'] },
      { to: '/system', title: '系统', words: ['系统', 'System'] },
    ],
    gifts: [{ to: '/points/gifts/gft_1', title: '渡口折叠背包', words: ['渡口折叠背包'] }],
    words: { open: (id: string) => `open ${id}`, find: (text: string) => `find ${text}` },
  };
  const offered = (text: string, changes: Partial<typeof sources> | { idAddress: string } = {}) =>
    paletteOf(text, { ...sources, ...changes }).map(({ to }) => to);

  it('is every screen before anything is typed', () =>
    expect(offered(' ')).toEqual(['/points/gifts', '/system']));

  it('are screens and gifts by a part of a name in either language, customers behind them', () => {
    expect(offered('SYS')).toEqual(['/system', null]);
    expect(offered('背包')).toEqual(['/points/gifts/gft_1', null]);
  });

  it('is the thing alone when the text is its id', () =>
    expect(offered('lot_1', { idAddress: '/points/ledger/lots/lot_1' })).toEqual([
      '/points/ledger/lots/lot_1',
    ]));

  it('is no customer for who may not read them', () =>
    expect(offered('138', { canFind: false })).toEqual([]));
});
