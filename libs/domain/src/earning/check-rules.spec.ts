import { checkEarningRules, faultsOfRules, plainRules } from '.';

const SOUND = plainRules({ points: 1, perFen: 100 });
const group = (items: string[]) => ({ name: 'shoes', items, percent: 150 });

describe('checkEarningRules', () => {
  it('takes the plain rules, also when they were written and read', () => {
    expect(checkEarningRules(JSON.parse(JSON.stringify(SOUND)))).toEqual({ ok: true, value: SOUND });
  });

  it.each([
    [{ base: { points: 1.5, perFen: 100 } }, 'base.points', 'not_whole'],
    [{ base: { points: 1, perFen: 0 } }, 'base.perFen', 'too_small'],
    [{ base: { points: 1 } }, 'base.perFen', 'missing'],
    [{ surprise: 1 }, '', 'unknown_field'],
    [{ pendingDays: 366 }, 'pendingDays', 'too_large'],
    [{ guide: { kind: 'gift' } }, 'guide.kind', 'not_one_of'],
    [{ guide: { kind: 'share', permille: '5' } }, 'guide.permille', 'not_whole'],
    [{ expiry: { kind: 'fixed', month: 4, day: 31, years: 0 } }, 'expiry.day', 'no_such_date'],
    [{ expiry: { kind: 'never', days: 3 } }, 'expiry', 'unknown_field'],
    [{ expiry: 'never' }, 'expiry', 'wrong_type'],
    [
      { events: [{ type: '', points: 1, growth: 0, timesPerDay: null, pointsPerDay: null }] },
      'events.0.type',
      'empty',
    ],
    [
      {
        multipliers: {
          ...SOUND.multipliers,
          tier: [
            { level: 1, percent: 100 },
            { level: 1, percent: 200 },
          ],
        },
      },
      'multipliers.tier.1',
      'repeated',
    ],
    [
      { multipliers: { ...SOUND.multipliers, item: [group(['a']), group(['b', 'a'])] } },
      'multipliers.item.1',
      'repeated',
    ],
    [
      { multipliers: { ...SOUND.multipliers, memberDay: { percent: 200, on: 'weekdays', days: [8] } } },
      'multipliers.memberDay.days.0',
      'too_large',
    ],
    [{ clawback: { member: 'sometimes', guideDebtMax: 0 } }, 'clawback.member', 'not_one_of'],
  ])('refuses %j', (change, path, fault) => {
    expect(faultsOfRules({ ...SOUND, ...change })).toEqual([{ path, fault }]);
  });

  it.each([null, [], 'rules', 3])('refuses %p, which is no rules at all', (value) => {
    expect(checkEarningRules(value).ok).toBe(false);
  });
});
