import fc from 'fast-check';
import { faultPage, faultShape } from '..';

describe('the shape of a fault', () => {
  it.each([
    [
      "TypeError: Cannot read property 'id' of undefined",
      "TypeError: Cannot read property 'id' of undefined",
    ],
    ['MiniProgramError\nx is not a function\n    at Page.tap (app.js:1:2)', 'x is not a function'],
    [
      'request:fail url /api/v1/members?mobile=13900001234 timeout',
      'request:fail url /api/v#/members timeout',
    ],
    ['no lot_4WrAzwgGjwMxiOTC here', 'no … here'],
    ['Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOjF9.abc1', 'Bearer ….….abc#'],
    ['Unexpected token < in "<p>林夏 13900001234</p>" of JSON', 'Unexpected token < in … of JSON'],
    ["not ready: '静安区南京西路 1618 号 1203 室，收件人林夏，电话保密'", 'not ready: …'],
    ['no such member 林夏', 'no such member …'],
    ['bad address linxia@example.com', 'bad address …'],
    ['to @linxia', 'to …'],
    ['', ''],
  ])('of %j is %j', (message, shape) => expect(faultShape(message)).toBe(shape));

  it('says no number, no word of another language and nothing long, whatever was sent', () => {
    const sent = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ maxLength: 400 }));
    fc.assert(
      fc.property(sent, (message) => {
        const shape = faultShape(message);
        expect(shape).not.toMatch(/\d|[^\x20-\x7e…]|@\w/);
        expect(shape.length).toBeLessThanOrEqual(160);
      }),
    );
  });
});

it.each([
  ['/packages/gifts/gift/index?id=gft_4WrAzwgGjwMxiOTC', 'packages/gifts/gift/index'],
  ['pages/home/index', 'pages/home/index'],
  ['pages/13900001234/林夏', 'pages/…/…'],
  ['', ''],
])('the page of %j is %j', (path, page) => expect(faultPage(path)).toBe(page));
