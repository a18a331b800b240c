import { consentLines } from './consents.shared';

const given = (granted: boolean, atMs: number) => ({
  purpose: 'marketing' as const,
  version: 'old',
  granted,
  atMs,
});
const marketing = (lines: ReturnType<typeof consentLines>) =>
  lines.find(({ purpose }) => purpose === 'marketing');

it('goes by the latest choice, whatever the order they come in', () => {
  expect(marketing(consentLines([given(false, 9), given(true, 5)], []))).toMatchObject({
    isGranted: false,
    atMs: 9,
  });
});

it('takes silence for no', () => {
  expect(marketing(consentLines([], []))).toMatchObject({ isGranted: false, atMs: null });
});

it('offers a new choice about the text in force, not about the one agreed to before', () => {
  expect(marketing(consentLines([given(true, 5)], [{ purpose: 'marketing', version: 'new' }]))?.version).toBe(
    'new',
  );
  expect(marketing(consentLines([given(true, 5)], []))?.version).toBe('old');
});
