import { dayOfText, pointOfText, textOfDay } from './hours';

it.each([
  ['10:00-22:00', { fromMinute: 600, toMinute: 1_320 }],
  [' 9：30 ～ 24:00 ', { fromMinute: 570, toMinute: 1_440 }],
  ['', null],
  ['22:00-10:00', undefined],
  ['10:00-24:30', undefined],
  ['10:75-22:00', undefined],
  ['all day', undefined],
])('reads %j', (typed, day) => {
  expect(dayOfText(typed)).toEqual(day);
});

it('writes what it reads', () => {
  expect(textOfDay({ fromMinute: 570, toMinute: 1_440 })).toBe('09:30-24:00');
  expect(textOfDay(null)).toBe('');
});

it.each([
  ['31.2304, 121.4737', { latitude: 31.2304, longitude: 121.4737 }],
  ['31.2304，121.4737', { latitude: 31.2304, longitude: 121.4737 }],
  ['', null],
  ['121.4737,31.2304', undefined],
  ['31.2304', undefined],
  ['here', undefined],
])('reads the point %j', (typed, point) => {
  expect(pointOfText(typed)).toEqual(point);
});
