/**
 * `npm run release-check -w @liuliang/miniprogram [-- FOLDER]`: whether dist/weapp, or another folder, may be handed to
 * WeChat for review. Says every reason why not, and fails. docs/guide/release-mini-program.md has the rest of the list.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2] ?? fileURLToPath(new URL('../dist/weapp', import.meta.url));

const problems = existsSync(join(folder, 'app.json'))
  ? [...inProject(), ...inAddress()]
  : [`${folder} holds no build: run npm run build:weapp -w @liuliang/miniprogram`];
problems.forEach((problem) => console.error(`✗ ${problem}`));
if (problems.length > 0) process.exit(1);
console.log('✓ The build may be uploaded.');

function inProject() {
  const file = join(folder, 'project.config.json');
  if (!existsSync(file)) return ['project.config.json is missing'];
  const { appid, miniprogramRoot, setting } = JSON.parse(readFileSync(file, 'utf8'));
  return [
    ...(/^wx[0-9a-f]{16}$/.test(appid) ? [] : ["the app's id is not the brand's: build with TARO_APP_ID"]),
    ...(miniprogramRoot === './' ? [] : ['project.config.json does not lead to the build']),
    ...(setting?.urlCheck === true
      ? []
      : ['urlCheck is off: addresses would not be checked while trying it out']),
  ];
}

/** The address is written into the code; what only tests or a developer can reach must not be there. */
function inAddress() {
  const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('\n');
  const unreachable =
    /https?:\/\/(rehearsal\.invalid|localhost|127\.0\.0\.1|\d+\.\d+\.\d+\.\d+)[^"'`]*\/api\/v1/;
  if (unreachable.test(code)) return ['it asks a server that people cannot reach: build with TARO_APP_API'];
  return /https:\/\/[^"'`\s]+\/api\/v1/.test(code) ? [] : ['it names no server: build with TARO_APP_API'];
}
