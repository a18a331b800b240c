import { fillTemplate, messageTemplate, strayBlanks } from './templates';

const arrived = messageTemplate({
  code: 'points-arrived',
  messageClass: 'service',
  blanks: ['points', 'place'],
  title: { zh: '{points} 积分到账', en: '{points} points have arrived' },
  body: { zh: '来自{place}', en: 'From {place}' },
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
