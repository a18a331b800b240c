import { isAlive, sceneIn } from './scene.shared';

it.each([
  [{ scene: 'K7M4QX29AB' }, 'K7M4QX29AB'],
  [{ scene: encodeURIComponent('a=1&b/2') }, 'a=1&b/2'],
  [{ scene: '100%' }, '100%'],
  [{ scene: ' ' }, null],
  [{ scene: 'x'.repeat(33) }, null],
  [{ scene: 1047 }, null],
  [{}, null],
  [undefined, null],
])('reads the code of %j as %j', (query, scene) => {
  expect(sceneIn(query)).toBe(scene);
});

it('keeps a code for a week, whichever way the clock was wrong', () => {
  const [kept, day] = [{ scene: 'K7M4QX29AB', atMs: 1_000_000_000_000 }, 86_400_000];
  expect([0, 6.9, 7, -6.9, -7].map((days) => isAlive(kept, kept.atMs + days * day))).toEqual([
    ...[true, true, false, true, false],
  ]);
});
