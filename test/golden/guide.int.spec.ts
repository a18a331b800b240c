/**
 * The guide for data engineers as a test: every command in it is run as written, on the engine under test, and what the
 * guide shows is what the built command line prints. When this fails after an intended change, change the guide.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyDatabase, type TestDatabase } from '../../apps/server/src/testing/test-database';

const ROOT = join(__dirname, '../..');
const GUIDE = join(ROOT, 'docs/guide/data-engineer.md');
/** From here on the guide speaks of HTTP. */
const END = '## Send from your own system';
const COMMAND = 'npm run -s cli -- ';
const SECRET = 'ab'.repeat(32);

interface Scene {
  readonly commands: readonly string[];
  readonly shown: string | null;
}

/** Each shell block with the output block that follows it, if one does. */
function scenesOf(guide: string): Scene[] {
  const text = guide.slice(0, guide.indexOf(END));
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, kind = '', body = '']) => ({
    isShell: kind === 'sh',
    body: body.trim(),
  }));
  return blocks.flatMap(({ isShell, body }, i): Scene[] => {
    const next = blocks[i + 1];
    if (!isShell) return [];
    return [{ commands: commandsIn(body), shown: next && !next.isShell ? next.body : null }];
  });
}

const commandsIn = (shell: string): string[] =>
  shell
    .split('\n')
    .filter((line) => line.startsWith(COMMAND))
    .map((line) => line.slice(COMMAND.length));

describe('the guide for data engineers', () => {
  const scenes = scenesOf(readFileSync(GUIDE, 'utf8'));
  let database: TestDatabase;

  beforeAll(async () => (database = await emptyDatabase()));
  afterAll(() => database.drop());

  const run = (command: string): string =>
    execFileSync(process.execPath, [join(ROOT, 'apps/server/dist/cli.js'), ...command.split(' ')], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], LIULIANG_SECRET: SECRET, ...database.env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  it('has commands to run', () => {
    expect(scenes.flatMap(({ commands }) => commands).length).toBeGreaterThan(8);
  });

  // In order: each scene stands on the ones before it.
  it.each(scenes)('shows what is printed by: $commands', ({ commands, shown }) => {
    const printed = commands.map(run).join('');
    if (shown !== null) expect(printed).toContain(shown);
  });
});
