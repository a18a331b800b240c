/**
 * Measures the built mini-program and fails when it outgrows its budget: WeChat refuses packages over 2 MB, and people
 * on a slow network leave long before. Also fails when zod got into a build.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const KB = 1024;
const MAIN_KB_MAX = 700;
const WHOLE_KB_MAX = 1536;

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const weapp = join(dist, 'weapp');
const h5 = join(dist, 'h5');
if (!existsSync(join(weapp, 'app.json'))) fail(['dist/weapp is empty: build it first (npm run build:weapp)']);

const roots = JSON.parse(readFileSync(join(weapp, 'app.json'), 'utf8')).subPackages.map(
  ({ root }) => `${root}/`,
);
const files = filesOf(weapp).map((file) => ({ path: relative(weapp, file), size: statSync(file).size }));
const packages = [
  { name: 'main', size: sum(files.filter(({ path }) => !roots.some((root) => path.startsWith(root)))) },
  ...roots.map((root) => ({
    name: root.slice(0, -1),
    size: sum(files.filter(({ path }) => path.startsWith(root))),
  })),
];
const whole = sum(files);

for (const { name, size } of [...packages, { name: 'whole', size: whole }]) {
  console.log(`${name.padEnd(18)} ${(size / KB).toFixed(1).padStart(8)} KB`);
}

fail([
  ...over('main package', packages[0].size, MAIN_KB_MAX),
  ...over('whole mini-program', whole, WHOLE_KB_MAX),
  ...[weapp, h5].filter(existsSync).flatMap(zodIn),
]);

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function sum(list) {
  return list.reduce((total, { size }) => total + size, 0);
}

function over(what, size, maxKb) {
  return size > maxKb * KB ? [`The ${what} is ${(size / KB).toFixed(0)} KB, over ${maxKb} KB`] : [];
}

/** zod names its classes in its own code whatever the minifier does. */
function zodIn(folder) {
  return filesOf(folder)
    .filter(
      (file) => file.endsWith('.js') && /ZodError|ZodType|\$ZodCheck|_zod\b/.test(readFileSync(file, 'utf8')),
    )
    .map((file) => `${relative(dist, file)} contains zod`);
}

function fail(problems) {
  problems.forEach((problem) => console.error(problem));
  if (problems.length > 0) process.exit(1);
}
