import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messagePlaces } from '@liuliang/contract';
import { type Inbox, PLACES, unreadBy, withRead } from './inbox.shared';

const message = (id: string, readAtMs: number | null): Inbox['items'][number] => ({
  id,
  template: 'welcome',
  leadsTo: 'home',
  title: { zh: '', en: '' },
  body: { zh: '', en: '' },
  sentAtMs: 1,
  readAtMs,
});
const list: Inbox = { items: [message('a', 5), message('b', null), message('c', null)], nextCursor: null };
const times = ({ items }: Inbox) => items.map(({ readAtMs }) => readAtMs);

it('reads one message, or all that are unread', () => {
  expect(times(withRead(list, 'b', 9))).toEqual([5, 9, null]);
  expect(times(withRead(list, 'all', 9))).toEqual([5, 9, 9]);
});

it('counts what is unread in a whole list, and never fewer than are seen in a part', () => {
  expect(unreadBy(list, 7)).toBe(2);
  expect(unreadBy({ ...list, nextCursor: 'next' }, 7)).toBe(7);
  expect(unreadBy({ ...list, nextCursor: 'next' }, 1)).toBe(2);
});

it.each(messagePlaces)('has a page for what leads to %s', (place) => {
  const at = PLACES[place];
  const file = 'tab' in at ? `pages/${at.tab}` : `packages/${at.page}`;
  expect(existsSync(join(__dirname, '../..', file, 'index.tsx'))).toBe(true);
});
