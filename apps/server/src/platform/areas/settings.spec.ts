import { z } from 'zod';
import { settings, settingsOf, withSettings } from './settings';

const pickups = settings(
  'spending.gifts',
  z.strictObject({
    pickupDays: z.int().min(1),
    reminder: z.strictObject({ enabled: z.boolean(), hours: z.int() }),
  }),
  { pickupDays: 14, reminder: { enabled: true, hours: 24 } },
);
const transfers = settings('spending.transfers', z.strictObject({ enabled: z.boolean() }), {
  enabled: false,
});
const notices = settings('noticeDays', z.array(z.int()), [30, 7]);

const brandWith = (config: Record<string, unknown>) => ({ config });

describe('a section of a brand’s configuration', () => {
  it('has a default for every key, nested ones too, for brands saved before a key was thought of', () => {
    expect(settingsOf(brandWith({}), pickups)).toEqual({
      pickupDays: 14,
      reminder: { enabled: true, hours: 24 },
    });
    const saved = brandWith({ spending: { gifts: { reminder: { hours: 2 } } } });
    expect(settingsOf(saved, pickups)).toEqual({ pickupDays: 14, reminder: { enabled: true, hours: 2 } });
  });

  it('may be a list, which is taken whole', () => {
    expect(settingsOf(brandWith({}), notices)).toEqual([30, 7]);
    expect(settingsOf(brandWith({ noticeDays: [] }), notices)).toEqual([]);
  });

  it('is changed without touching its neighbours or keys that nobody named', () => {
    const before = { spending: { gifts: { pickupDays: 3 }, transfers: { enabled: true } }, windows: 1 };
    const after = withSettings(before, pickups, { reminder: { enabled: false, hours: 1 } });
    expect(settingsOf(brandWith({ ...after }), pickups)).toEqual({
      pickupDays: 3,
      reminder: { enabled: false, hours: 1 },
    });
    expect(settingsOf(brandWith({ ...after }), transfers)).toEqual({ enabled: true });
    expect(after['windows']).toBe(1);
    expect(before.spending.gifts).toEqual({ pickupDays: 3 });
  });

  it('takes no value that its owner would refuse', () => {
    expect(() => withSettings({}, pickups, { pickupDays: 0 })).toThrow();
  });
});
