import { serverAddress } from './server-address';

const brand = 'https://members.example.com/api/v1';

it.each([undefined, '', '  '])('is asked for when WeChat is built for people with %p', (given) => {
  expect(() => serverAddress('weapp', given, true)).toThrow('Set TARO_APP_API');
});

it.each([
  ['http://members.example.com/api/v1', 'not https'],
  ['https://127.0.0.1/api/v1', 'no host with a name'],
  ['https://localhost:3000/api/v1', 'no host with a name'],
  ['https://members.example.com', 'does not end with /api/v1'],
  ['members.example.com/api/v1', 'no address'],
])('is refused when it is %s: %s', (given, why) => {
  expect(() => serverAddress('weapp', given, true)).toThrow(why);
  expect(() => serverAddress('h5', given, true)).toThrow(why);
});

it('is the one that was given, or the browser’s own host', () => {
  expect(serverAddress('weapp', brand, true)).toBe(brand);
  expect(serverAddress('h5', brand, true)).toBe(brand);
  expect(serverAddress('h5', undefined, true)).toBe('/api/v1');
  expect(serverAddress('h5', '/api/v1', true)).toBe('/api/v1');
});

it('may be a machine of one’s own while developing', () => {
  expect(serverAddress('weapp', undefined, false)).toBe('http://127.0.0.1:3000/api/v1');
  expect(serverAddress('weapp', 'http://192.168.1.7:3000/api/v1', false)).toContain('192.168.1.7');
});
