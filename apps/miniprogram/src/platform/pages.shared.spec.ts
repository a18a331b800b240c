import { joinPages } from './pages.shared';

const page = (ids: string, nextCursor: string | null) => ({
  items: [...ids].map((id) => ({ id })),
  nextCursor,
});

it('shows an item once that moved across the edge of a page', () => {
  expect(joinPages(page('abc', 'c'), page('cde', null), ({ id }) => id)).toEqual(page('abcde', null));
});
