import { faultsOfRules, plainRules, type EarningRules } from '.';

const SOUND = plainRules({ points: 1, perFen: 100 });
const group = (...items: string[]) => ({ name: 'shoes', items, percent: 150 });
const multiplied = (multipliers: Partial<EarningRules['multipliers']>): Partial<EarningRules> => ({
  multipliers: { ...SOUND.multipliers, ...multipliers },
});
const event = (type: string) => ({ type, points: 1, growth: 0, timesPerDay: null, pointsPerDay: null });

describe('faultsOfRules', () => {
  it('finds nothing in the plain rules', () => expect(faultsOfRules(SOUND)).toEqual([]));

  it.each<[Partial<EarningRules>, string, string]>([
    [{ expiry: { kind: 'fixed', month: 4, day: 31, years: 0 } }, 'expiry.day', 'no_such_date'],
    [{ events: [event('')] }, 'events.0.type', 'empty'],
    [{ events: [event('share'), event('share')] }, 'events.1', 'repeated'],
    [
      multiplied({
        tier: [
          { level: 8, percent: 100 },
          { level: 8, percent: 200 },
        ],
      }),
      'multipliers.tier.1',
      'repeated',
    ],
    [multiplied({ item: [group('a'), group('b', 'a')] }), 'multipliers.item.1', 'repeated'],
    [multiplied({ item: [group('a', 'a')] }), 'multipliers.item.0.items.1', 'repeated'],
    [multiplied({ item: [{ ...group('a'), name: ' ' }] }), 'multipliers.item.0.name', 'empty'],
    [multiplied({ item: [group()] }), 'multipliers.item.0.items', 'empty'],
    [multiplied({ channel: [{ channel: '', percent: 120 }] }), 'multipliers.channel.0.channel', 'empty'],
    [
      multiplied({ memberDay: { percent: 200, on: 'weekdays', days: [8] } }),
      'multipliers.memberDay.days.0',
      'out_of_range',
    ],
    [
      multiplied({ memberDay: { percent: 200, on: 'monthDays', days: [] } }),
      'multipliers.memberDay.days',
      'empty',
    ],
    [{ suppliers: [{ supplier: 1, name: 'Kestrel', items: [] }] }, 'suppliers.0.items', 'empty'],
  ])('finds what is wrong with %j', (change, path, fault) => {
    expect(faultsOfRules({ ...SOUND, ...change })).toEqual([{ path, fault }]);
  });

  it('does not take two rows that are still to be filled in for a repetition', () => {
    const faults = faultsOfRules({ ...SOUND, events: [event(''), event('')] });
    expect(faults.map(({ path, fault }) => `${path} ${fault}`)).toEqual([
      'events.0.type empty',
      'events.1.type empty',
    ]);
  });
});
