/**
 * The dependency rule of config/dependency-cruiser.cjs, over the sources and over a tree of planted violations.
 * The second half matters as much as the first: a tool that reads nothing reports nothing, with a green tick.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PLANTED = join(__dirname, 'fixtures/planted');
const DEPCRUISE = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = join(ROOT, 'config/dependency-cruiser.cjs');

// Fewer than this means that the tool has lost sight of the sources, whatever it says.
const MODULES_MIN = 400;

interface Violation {
  rule: { name: string };
  from: string;
  to: string;
  via?: { name: string }[];
}
interface Cruise {
  modules: { source: string }[];
  summary: { violations: Violation[]; totalCruised: number };
}

/** Rules that only the run-time graph can break, and the file that breaks them in the planted tree. */
const CAUGHT_AT_RUN_TIME: [rule: string, file: string][] = [
  ['miniprogram-ships-no-zod', 'apps/miniprogram/src/features/points/use-points.ts'],
];

const CAUGHT_ALWAYS: [rule: string, file: string][] = [
  ['no-cycles', 'libs/domain/src/tiers/downgrade.ts'],
  ['no-unresolved', 'apps/console/src/app/lost.ts'],
  ['apps-never-import-apps', 'apps/console/src/app/server.ts'],
  ['libraries-know-no-app', 'libs/testkit/src/server.ts'],
  ['only-server-and-tests-use-the-sandbox', 'apps/console/src/app/fake.ts'],
  ['testkit-is-for-tests', 'apps/server/src/modules/points/demo.ts'],
  ['contract-knows-only-zod', 'libs/contract/src/rules.ts'],
  ['domain-is-pure', 'libs/domain/src/coupons/clock.ts'],
  ['domain-areas-are-islands', 'libs/domain/src/coupons/for-tier.ts'],
  ['modules-meet-at-index', 'apps/server/src/modules/points/service.ts'],
  ['platform-knows-no-module', 'apps/server/src/platform/jobs.ts'],
  ['sql-lives-in-queries', 'apps/server/src/modules/points/controller.ts'],
  ['features-are-islands', 'apps/console/src/features/star/page.ts'],
  ['ui-knows-no-feature', 'apps/console/src/ui/list-page.ts'],
];

// Reading every module takes a minute on a busy machine; this is no measure of anything.
jest.setTimeout(240_000);

describe('the sources', () => {
  it('keep every rule in the type graph, which has whatever remains at run time too', async () => {
    const { modules, summary } = await cruise(ROOT, sourceFolders(), 'type');
    expect(summary.violations.map(sentence)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(MODULES_MIN);
    expect(unseen(sourceFolders(), modules)).toEqual([]);
  });

  it('keep the rule of what is shipped in the run-time graph of the mini-program', async () => {
    const app = 'apps/miniprogram/src';
    const { modules, summary } = await cruise(ROOT, [app], 'run-time');
    expect(summary.violations.map(sentence)).toEqual([]);
    // What it imports is followed, or zod could hide there.
    expect(unseen([app, 'libs/contract/src'], modules)).toEqual([]);
  });
});

const unseen = (folders: readonly string[], modules: Cruise['modules']): string[] =>
  folders.filter((folder) => !modules.some(({ source }) => source.startsWith(`${folder}/`)));

describe('planted violations', () => {
  it('are each caught by name in the run-time graph, and nothing else is', async () => {
    expect(await caught('run-time')).toEqual([...CAUGHT_ALWAYS, ...CAUGHT_AT_RUN_TIME].sort(byText));
  });

  it('are caught in the type graph too, where types cannot tunnel into another module', async () => {
    const tunnel: [string, string] = ['modules-meet-at-index', 'apps/server/src/modules/orders/types.ts'];
    expect(await caught('type')).toEqual([...CAUGHT_ALWAYS, tunnel].sort(byText));
  });

  it('cover every rule there is', () => {
    const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>(CONFIG);
    const planted = [...CAUGHT_ALWAYS, ...CAUGHT_AT_RUN_TIME].map(([rule]) => rule);
    expect(forbidden.map(({ name }) => name).sort()).toEqual(planted.sort());
  });
});

/** `[rule, file]` of every violation in the planted tree. A cycle is reported once, at one of its files. */
async function caught(graph: 'run-time' | 'type'): Promise<[string, string][]> {
  const { summary } = await cruise(PLANTED, ['libs', 'sandbox', 'apps'], graph);
  return summary.violations.map(({ rule, from }): [string, string] => [rule.name, from]).sort(byText);
}

function cruise(cwd: string, folders: string[], graph: 'run-time' | 'type'): Promise<Cruise> {
  const args = [DEPCRUISE, '--config', CONFIG, '--output-type', 'json', ...folders];
  const env = { ...process.env, CRUISE_TYPES: graph === 'type' ? '1' : '0' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, env, maxBuffer: 256 * 1024 * 1024 }, (_error, stdout, stderr) => {
      // Its exit code is the number of violations, so only unreadable output is an error of the tool.
      try {
        resolve(JSON.parse(stdout) as Cruise);
      } catch {
        reject(new Error(stderr || stdout));
      }
    });
  });
}

function sourceFolders(): string[] {
  const children = (folder: string) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`);
  return [...children('libs'), 'sandbox', ...children('apps')]
    .map((folder) => `${folder}/src`)
    .filter((folder) => existsSync(join(ROOT, folder)));
}

function sentence({ rule, from, to, via }: Violation): string {
  const chain = via ? `${via.map(({ name }) => name).join(' → ')}` : to;
  return `${rule.name}: ${from} → ${chain}`;
}

function byText(left: [string, string], right: [string, string]): number {
  return left.join().localeCompare(right.join());
}
