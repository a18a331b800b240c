import { type Reminder, templatesToAsk } from './asking.shared';

const reminder = (purpose: Reminder['purpose'], left = 0): Reminder => ({
  ...{ purpose, templateId: `of-${purpose}`, left, isAlways: false },
});
const items = [reminder('gift-ready'), reminder('gift-expiring', 3), reminder('points-arrived', 2)];

it('asks about what belongs to the moment and is short', () => {
  const reminders = { items, isSilent: false };
  expect(templatesToAsk(reminders, 'gift', {}, 7)).toEqual(['of-gift-ready']);
  expect(templatesToAsk(reminders, 'joined', {}, 7)).toEqual(['of-points-arrived']);
  expect(templatesToAsk(reminders, 'given', {}, 7)).toEqual([]);
});

it('asks once a moment and day, and nobody who does not want it', () => {
  const reminders = { items, isSilent: false };
  expect(templatesToAsk(reminders, 'gift', { gift: 7 }, 7)).toEqual([]);
  expect(templatesToAsk(reminders, 'gift', { gift: 7 }, 8)).toEqual(['of-gift-ready']);
  expect(templatesToAsk(reminders, 'pending', { gift: 7 }, 7)).toEqual(['of-points-arrived']);
  expect(templatesToAsk({ ...reminders, isSilent: true }, 'gift', {}, 7)).toEqual([]);
});
