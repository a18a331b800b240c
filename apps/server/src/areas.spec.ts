import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { areas } from './areas';
import { strayBlanks, type Area } from './platform/areas';

const folders = readdirSync(join(__dirname, 'modules'));
const all = <T>(of: (area: Area) => readonly T[] | undefined): T[] => areas.flatMap((one) => of(one) ?? []);
const repeated = (names: readonly string[]): string[] => names.filter((name, i) => names.indexOf(name) !== i);

describe('the list of areas', () => {
  it('has a manifest of every folder, under its name', () => {
    expect(areas.map(({ name }) => name).sort()).toEqual([...folders].sort());
  });
});

describe('a manifest', () => {
  it.each(areas.map((one) => [one.name, one] as const))(
    '%s lists every job and consumer of its folder',
    async (name, manifest) => {
      const exportsOf = async (file: string): Promise<unknown[]> => {
        const path = join(__dirname, 'modules', name, file);
        return existsSync(path) ? Object.values((await import(path)) as object) : [];
      };
      const values = [...(await exportsOf('jobs.ts')), ...(await exportsOf('consumers.ts'))].flat();
      const jobs = values.filter((one) => Object.hasOwn(Object(one) as object, 'leaseMs'));
      const consumers = values.filter((one) => Object.hasOwn(Object(one) as object, 'consumer'));
      const declared = new Set<unknown>([
        ...(manifest.jobs ?? []).map(({ job }) => job),
        ...(manifest.consumers ?? []),
      ]);
      expect([...jobs, ...consumers].filter((one) => !declared.has(one))).toEqual([]);
    },
  );

  it('names nothing that another one names', () => {
    expect(repeated(all((one) => one.templates).map(({ code }) => code))).toEqual([]);
    expect(repeated(all((one) => one.jobs).map(({ job }) => job.name))).toEqual([]);
    expect(repeated(all((one) => one.consumers).map(({ consumer }) => consumer))).toEqual([]);
    expect(repeated(all((one) => one.audit).map(({ id }) => id))).toEqual([]);
    const journey = all((one) => one.timeline);
    expect(repeated(journey.map(({ kind }) => kind))).toEqual([]);
    expect(repeated(journey.map(({ rank }) => String(rank)))).toEqual([]);
    const paths = all((one) => one.settings).map(({ path }) => path);
    expect(
      paths.filter((path) => paths.some((other) => other === path || path.startsWith(`${other}.`))).length,
    ).toBe(paths.length);
    expect(repeated(paths)).toEqual([]);
  });

  it('has defaults for every setting that its own schema takes', () => {
    for (const { schema, defaults } of all((one) => one.settings))
      expect(schema.parse(defaults)).toEqual(defaults);
  });

  it('has templates that name their blanks', () => {
    for (const template of all((one) => one.templates))
      expect([template.code, strayBlanks(template)]).toEqual([template.code, []]);
  });
});
