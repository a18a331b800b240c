import { isMobile, searchedFor, searchTarget } from './search';

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

it('does not take every long number for a mobile', () => {
  expect(isMobile('12800138000')).toBe(false);
  expect(isMobile('138001380001')).toBe(false);
});
