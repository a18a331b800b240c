import { fillTemplate, serviceMessage, strayBlanks } from './templates';

const arrived = serviceMessage('points-arrived', ['points', 'place'], 'points', {
  zh: ['{points} 积分到账', '来自{place}'],
  en: ['{points} points have arrived', 'From {place}'],
});

describe('a message template', () => {
  it('has its blanks filled, and keeps what nobody filled in sight', () => {
    expect(fillTemplate(arrived.title, { points: '1,200' }, 'en')).toBe('1,200 points have arrived');
    expect(fillTemplate(arrived.body, {}, 'zh')).toBe('来自{place}');
  });

  it('writes numbers and days as people read them, and one point as one', () => {
    const ends = { zh: '{points} 积分到 {date}', en: '{points} points until {date}' };
    const values = { points: '12345', date: '2026-11-30' };
    expect(fillTemplate(ends, values, 'zh')).toBe('12,345 积分到 2026年11月30日');
    expect(fillTemplate(ends, values, 'en')).toBe('12,345 points until 30 Nov 2026');
    expect(fillTemplate(ends, { ...values, points: '1' }, 'en')).toBe('1 point until 30 Nov 2026');
  });

  it('names the blanks of its texts, no more and no less', () => {
    expect(strayBlanks(arrived)).toEqual([]);
    expect(strayBlanks({ ...arrived, blanks: ['points', 'store'] })).toEqual(['place', 'store']);
  });
});
