import { demoOperator } from './demo';
import { returnAddress } from './return-address';

it('returns to the screen that was open when the session ended', () => {
  expect(returnAddress('/customers?layer=R5')).toBe('/customers?layer=R5');
});

it.each([
  null,
  '',
  'https://example.org',
  '//example.org',
  '/\\example.org',
  'javascript:alert(1)',
  '/sign-in?return=/',
])('goes to the start instead of %p', (wanted) => expect(returnAddress(wanted)).toBe('/'));

it('offers a demo sign-in only when the server lists one', () => {
  const listed = { operator: { login: 'demo', password: 'islet-demo' }, consumer: {}, guide: {} };
  expect(demoOperator(listed)).toEqual({ login: 'demo', password: 'islet-demo' });
  for (const other of [null, {}, { operator: { login: 'demo' } }, 'demo'])
    expect(demoOperator(other)).toBeNull();
});
