/**
 * Weighs what a first visit downloads: the entry and the overview with everything they import statically, gzipped.
 * Charts load later by dynamic import and are listed apart. Exits 1 above the budget, or when zod got into a bundle.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 350; // DESIGN section 9: console first load before charts.
const FIRST_VISIT = ['index.html', 'src/app/router.tsx', 'src/features/overview/overview.page.tsx'];

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const manifestFile = `${dist}.vite/manifest.json`;
if (!existsSync(manifestFile)) {
  console.error(
    'apps/console/dist is missing: build the console first (npm run build -w @liuliang/console).',
  );
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));

/** Every file that loading this manifest entry pulls in at once, styles included. */
function filesOf(name, seen = new Set(), files = new Set()) {
  const entry = manifest[name];
  if (!entry) throw new Error(`The manifest has no ${name}; was it renamed?`);
  if (seen.has(name)) return files;
  seen.add(name);
  files.add(entry.file);
  for (const css of entry.css ?? []) files.add(css);
  for (const imported of entry.imports ?? []) filesOf(imported, seen, files);
  return files;
}

const gzipKb = (file) => gzipSync(readFileSync(dist + file)).length / 1024;
const first = new Set(FIRST_VISIT.flatMap((name) => [...filesOf(name)]));
const all = readdirSync(`${dist}assets`).map((file) => `assets/${file}`);
const row = (file) => `${gzipKb(file).toFixed(1).padStart(8)} KB  ${file}`;

console.log('First visit (gzip):');
for (const file of first) console.log(row(file));
const totalKb = [...first].reduce((sum, file) => sum + gzipKb(file), 0);
console.log(`${totalKb.toFixed(1).padStart(8)} KB  total, budget ${BUDGET_KB} KB\n`);
console.log('On demand:');
for (const file of all.filter((file) => !first.has(file) && /\.(js|css)$/.test(file))) console.log(row(file));

// zod's error class keeps its name through minification.
const withZod = all.filter(
  (file) => file.endsWith('.js') && readFileSync(dist + file, 'utf8').includes('ZodError'),
);
if (withZod.length > 0)
  console.error(`\nzod is in ${withZod.join(', ')}: import only the contract's client and error-texts.`);
if (totalKb > BUDGET_KB) console.error(`\nOver budget by ${(totalKb - BUDGET_KB).toFixed(1)} KB.`);
process.exit(withZod.length > 0 || totalKb > BUDGET_KB ? 1 : 0);
