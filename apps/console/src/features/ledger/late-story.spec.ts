import { lateStory } from './late-story';

describe('the story of a correction', () => {
  it('says when what came late happened, and from what to what points changed', () => {
    const before = { points: 400, growth: 400, guidePoints: 0 };
    const after = { points: 600, growth: 400, guidePoints: 0 };
    const explanation = { rule: 'late', cause: 'order:7', causeAtMs: 12, source: 'earn:9', before, after };
    expect(lateStory(explanation)).toEqual({
      rule: 'late',
      atMs: 12,
      before,
      after,
    });
  });

  it('says what it knows where less was written down', () => {
    expect(lateStory({ rule: 'late-lots', cause: 'refund:7' })).toEqual({
      rule: 'late-lots',
      atMs: null,
      before: null,
      after: null,
    });
  });

  it('is none of other transactions', () => expect(lateStory({ rule: 'order', ruleVersion: 1 })).toBeNull());
});
