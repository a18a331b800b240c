import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = { appid: 'wx0123456789abcdef', miniprogramRoot: './', setting: { urlCheck: true } };
const GOOD = {
  'app.json': '{}',
  'app.js': 'const base = "https://members.example.com/api/v1";',
  'project.config.json': JSON.stringify(project),
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liuliang-release-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function check(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { status, stderr } = spawnSync(process.execPath, [join(__dirname, 'release-check.mjs'), folder], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

it('lets a whole build pass', () => {
  expect(check(GOOD)).toEqual({ status: 0, stderr: '' });
});

it.each([
  ['no build', { 'app.js': '' }, 'holds no build'],
  ['no project', { 'app.json': '{}', 'app.js': GOOD['app.js'] }, 'project.config.json is missing'],
  [
    'the id of a tourist',
    { ...GOOD, 'project.config.json': JSON.stringify({ ...project, appid: 'touristappid' }) },
    'TARO_APP_ID',
  ],
  [
    'the address of tests',
    { ...GOOD, 'app.js': '"https://rehearsal.invalid/api/v1"' },
    'people cannot reach',
  ],
  [
    'the address of a machine',
    { ...GOOD, 'app.js': '"http://127.0.0.1:3000/api/v1"' },
    'people cannot reach',
  ],
  ['no address', { ...GOOD, 'app.js': '"/api/v1"' }, 'names no server'],
])('stops a build with %s', (_, files, why) => {
  const { status, stderr } = check(files);
  expect(stderr).toContain(why);
  expect(status).toBe(1);
});
