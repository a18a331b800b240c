import { consentAnswers, missingConsent, toggled } from './consents.shared';

const asked = [
  { purpose: 'membership', version: 'm-2', required: true },
  { purpose: 'marketing', version: 'k-1', required: false },
];
const nothing = new Set<string>();

it('ticks and unticks without touching what was there before', () => {
  const once = toggled(nothing, 'marketing');
  expect([...once]).toEqual(['marketing']);
  expect([...toggled(once, 'marketing')]).toEqual([]);
  expect(nothing.size).toBe(0);
});

it('misses only what is required', () => {
  expect(missingConsent(asked, toggled(nothing, 'marketing'))?.purpose).toBe('membership');
  expect(missingConsent(asked, toggled(nothing, 'membership'))).toBeUndefined();
});

it('answers every text, refusals included, with the version that was shown', () => {
  expect(consentAnswers(asked, toggled(nothing, 'membership'))).toEqual([
    { purpose: 'membership', version: 'm-2', granted: true },
    { purpose: 'marketing', version: 'k-1', granted: false },
  ]);
});
