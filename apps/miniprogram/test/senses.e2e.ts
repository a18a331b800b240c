import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as answers from './answers';
import type { Weapp } from './weapp/runtime';
import { startWeapp } from './weapp/start';

// Goal: what was built for WeChat can be read on its smallest phone and listened to. Method: its style sheets and
// templates as they are shipped, and what the running app puts into them.

const BUILT = join(__dirname, '../dist/weapp');
const SMALL = 320;
const builtFiles = (end: string): string[] =>
  readdirSync(BUILT, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(end));

/** The size in px on the smallest phone; the larger one of `max(24rpx, 12px)`. */
const pxOf = (size: string): number =>
  Math.max(
    ...[...size.matchAll(/([\d.]+)(rpx|px)/gi)].map(
      ([, value, unit]) => Number(value) * (unit === 'rpx' ? SMALL / 750 : 1),
    ),
  );

it('writes nothing smaller than 12 px on a phone of 320', () => {
  const sizes = builtFiles('.wxss').flatMap((file) =>
    [...readFileSync(join(BUILT, file), 'utf8').matchAll(/font-size:([^;}]+)/g)].map(([, size = '']) => size),
  );
  expect(sizes.length).toBeGreaterThan(50);
  expect(sizes.filter((size) => /px/.test(size) && pxOf(size) < 12)).toEqual([]);
});

it('draws what screen readers need, which the templates leave out by themselves', () => {
  const tags = readFileSync(join(BUILT, 'base.wxml'), 'utf8').match(/<(view|button|input) [^>]*>/g) ?? [];
  expect(tags.length).toBeGreaterThan(5);
  for (const tag of tags)
    for (const name of ['role', 'label', 'checked']) expect(tag).toContain(`aria-${name}=`);
});

describe('a running app', () => {
  let app: Weapp;
  afterEach(() => app.close());

  it.each([
    [17, '1'],
    [23, '1.35'],
  ])('follows WeChat’s own text size of %s px', async (textSizePx, scale) => {
    app = await startWeapp({ memberHome: () => answers.memberHome() }, undefined, { textSizePx });
    expect(app.style()).toMatch(new RegExp(`--text-scale: ?${scale}(;|$)`));
  });

  it('says of a box whether it is ticked, and what parts a page has', async () => {
    app = await startWeapp({ memberHome: () => answers.visitorHome() });
    const box = () =>
      app.spoken().find(({ role, name }) => role === 'checkbox' && name === '同意《会员协议》');
    expect(box()?.isChecked).toBe(false);
    await app.press(/^同意《会员协议》/);
    expect(box()?.isChecked).toBe(true);
    expect(app.spoken().filter(({ role }) => role === 'heading').length).toBeGreaterThan(0);
  });
});
