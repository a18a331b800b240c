import { fillTemplate, serviceMessage, strayBlanks } from './templates';

const arrived = serviceMessage('points-arrived', ['points', 'place'], {
  zh: ['{points} 积分到账', '来自{place}'],
  en: ['{points} points have arrived', 'From {place}'],
});

describe('a message template', () => {
  it('has its blanks filled, and keeps what nobody filled in sight', () => {
    expect(fillTemplate(arrived.title.en, { points: '1,200' })).toBe('1,200 points have arrived');
    expect(fillTemplate(arrived.body.zh, {})).toBe('来自{place}');
  });

  it('names the blanks of its texts, no more and no less', () => {
    expect(strayBlanks(arrived)).toEqual([]);
    expect(strayBlanks({ ...arrived, blanks: ['points', 'store'] })).toEqual(['place', 'store']);
  });
});
