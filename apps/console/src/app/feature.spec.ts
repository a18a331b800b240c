import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Feature } from './feature';

// Pictures of a package that ships ES modules only; nothing here draws them.
jest.mock('@ant-design/icons', () => ({}));

// The bundler assembles the features by a glob that only it understands; here they are read from their folders.
const FOLDER = join(__dirname, '../features');
const folders = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'feature.ts')));

const repeatedIn = (values: readonly (string | number)[]) =>
  values.filter((value, at) => values.indexOf(value) !== at);

describe('the features of the console', () => {
  let features: readonly Feature[];
  beforeAll(async () => {
    const read = async (name: string) =>
      ((await import(join(FOLDER, name, 'feature.ts'))) as { readonly feature: Feature }).feature;
    features = await Promise.all(folders.map(read));
  });
  const screens = () => features.flatMap((feature) => feature.screens);
  const places = () => screens().flatMap(({ menu }) => menu ?? []);

  it('are all found', () => expect(features.length).toBeGreaterThan(8));

  it('share no address and no place in the navigation', () => {
    expect(repeatedIn(screens().map(({ path }) => path))).toEqual([]);
    expect(repeatedIn(places().map(({ order }) => order))).toEqual([]);
    expect(repeatedIn(['same', 'other', 'same'])).toEqual(['same']);
  });

  it('open every kind of thing on one screen', () =>
    expect(repeatedIn(screens().flatMap(({ opens = [] }) => opens))).toEqual([]));

  it('name every permission that they ask for', () => {
    const named = Object.assign({}, ...features.map(({ permissions }) => permissions)) as object;
    expect(
      screens()
        .map(({ needs }) => needs)
        .filter((permission) => permission !== null && !(permission in named)),
    ).toEqual([]);
  });
});
