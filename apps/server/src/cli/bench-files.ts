import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BrandsService, type Brand } from '../modules/brands';
import {
  columnsOf,
  FileImport,
  FileTerms,
  headersOf,
  sourceOf,
  surveyed,
  type ImportStep,
} from '../modules/imports';
import type { CaseResult } from './bench/harness';
import type { BenchReport } from './bench/judge';
import { watchMachine } from './bench/machine';
import type { Scratch } from './bench/scratch';
import { writeWorkbook } from './bench/workbook-writer';

/** As many rows as a busy year of a chain of shops has; a tenth of it in a hurry. */
const [ROWS, ROWS_QUICK] = [200_000, 20_000];
const PEOPLE = 20_000;
const SAMPLE_MS = 20;
const MB = 2 ** 20;
const DAY_MS = 86_400_000;

/** What one way took, and what the process grew to meanwhile. */
interface Took {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rssMb: number;
}

/**
 * The same orders as a text and as a workbook: found out about and looked at, as an upload is before it is confirmed, and
 * then posted, each in a brand of its own. Every way is told beside its sibling of the same run.
 */
export async function benchFiles(
  { platform, app, cpu }: Scratch,
  quick: boolean,
  say: (text: string) => void,
): Promise<BenchReport> {
  const rows = quick ? ROWS_QUICK : ROWS;
  const folder = await mkdtemp(join(tmpdir(), 'bench-files-'));
  try {
    const paths = { csv: join(folder, 'orders.csv'), xlsx: join(folder, 'orders.xlsx') };
    const written = (): Iterable<readonly string[]> => ordersOf(rows, platform.clock.nowMs());
    await pipeline(Readable.from(linesOf(written())), createWriteStream(paths.csv));
    await writeWorkbook(paths.xlsx, written);
    const machine = watchMachine(cpu);
    const files = app.get(FileImport, { strict: false });
    const brands = app.get(BrandsService, { strict: false });
    const took: Record<string, Took> = {};
    for (const act of ['preview', 'import'] as const)
      for (const format of ['csv', 'xlsx'] as const) {
        const brand = await brands.create({ code: `${act}${format}`, name: 'Bench' });
        if (!brand) throw new Error('The brand of the bench was there already');
        const name = `${act}, ${format}`;
        const one = await measured(cpu, () => bring(files, brand, paths[format], { act, rows }));
        took[name] = one;
        say(`${name}: ${rows} rows in ${one.seconds.toFixed(1)} s, at most ${one.rssMb} MB`);
      }
    const ratio = (act: string): number =>
      toHundredth((took[`${act}, xlsx`]?.cpuSeconds ?? 0) / (took[`${act}, csv`]?.cpuSeconds ?? 1));
    return {
      ...{ name: 'files', engine: platform.db.engine, machine: machine() },
      results: Object.entries(took).map(([name, one]) => resultOf(name, one, rows)),
      ratios: {
        'preview, CPU of xlsx/csv': ratio('preview'),
        'import, CPU of xlsx/csv': ratio('import'),
        ...Object.fromEntries(Object.entries(took).map(([name, { rssMb }]) => [`${name}, MB`, rssMb])),
      },
      ...{ limits: [], budget: [], ok: true },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** By the steps of an upload: what the file is, then every row, looked at or posted. */
async function bring(
  files: FileImport,
  brand: Brand,
  path: string,
  { act, rows }: { readonly act: 'preview' | 'import'; readonly rows: number },
): Promise<void> {
  const found = await surveyed(path, headersOf('orders'), {});
  if (!found.ok) throw new Error(`The file of the bench was refused: ${found.error.code}`);
  const source = sourceOf(path, found.value, brand.timeZone);
  const onStep = async (_: ImportStep): Promise<void> => undefined;
  const terms = new FileTerms(async (_, codes) => codes);
  const done =
    act === 'import'
      ? await files.run(brand, 'orders', source, {}, onStep)
      : await files.foretell(brand, 'orders', source, { terms }, onStep);
  if (!done.ok || done.value.accepted !== rows) throw new Error('Rows of the bench were lost');
}

async function measured(cpu: Scratch['cpu'], work: () => Promise<void>): Promise<Took> {
  let rss = process.memoryUsage.rss();
  const sampling = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), SAMPLE_MS);
  const [startedMs, cpuBefore] = [performance.now(), cpu.secondsUsed()];
  try {
    await work();
  } finally {
    clearInterval(sampling);
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  return { seconds, cpuSeconds: cpu.secondsUsed() - cpuBefore, rssMb: Math.round(rss / MB) };
}

/** Of one run: what a single row waited for is the whole of it. */
function resultOf(name: string, { seconds, cpuSeconds }: Took, rows: number): CaseResult {
  const wholeMs = toHundredth(seconds * 1_000);
  const perCpuSecond = toHundredth(rows / cpuSeconds);
  return { case: name, perSecond: toHundredth(rows / seconds), perCpuSecond, p50Ms: wholeMs, p99Ms: wholeMs };
}

function* ordersOf(rows: number, nowMs: number): Generator<readonly string[]> {
  yield columnsOf.orders;
  for (let i = 0; i < rows; i += 1) {
    const paidAt = new Date(nowMs - DAY_MS - (i % 300) * DAY_MS).toISOString();
    const card = `C${(i * 7_919) % PEOPLE}`;
    yield [`SO-${i}`, 'pos_card', card, paidAt, String(1_000 + (i % 90_000)), 'pos', `SH${i % 40}`, ''];
  }
}

function* linesOf(rows: Iterable<readonly string[]>): Generator<string> {
  for (const cells of rows) yield `${cells.join(',')}\n`;
}

const toHundredth = (value: number): number => Number(value.toFixed(2));
