import { changedQuery, oneOf, queryText } from './query';

it('changes only what is named and takes empty values out of the address', () => {
  const current = new URLSearchParams('from=2026-10-22&to=2026-11-20&channel=pos');
  expect(changedQuery(current, { channel: null }).toString()).toBe('from=2026-10-22&to=2026-11-20');
  expect(changedQuery(current, { channel: 'tmall', flow: 'table' }).toString()).toBe(
    'from=2026-10-22&to=2026-11-20&channel=tmall&flow=table',
  );
  expect(current.get('channel')).toBe('pos');
});

it('takes only known values from an address', () => {
  expect(oneOf('table', ['chart', 'table'])).toBe('table');
  expect(oneOf('<script>', ['chart', 'table'])).toBeUndefined();
  expect(oneOf(null, ['chart'])).toBeUndefined();
});

it('writes links without empty parts', () => {
  expect(queryText({ from: '2026-10-22', channel: undefined, search: '', layer: 'R5' })).toBe(
    'from=2026-10-22&layer=R5',
  );
});
