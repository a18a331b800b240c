import { benchAudit } from '../bench-audit';
import { benchExpiry } from '../bench-expiry';
import { benchFiles } from '../bench-files';
import { benchHttp } from '../bench-http';
import { benchIngest } from '../bench-ingest';
import { benchLayers } from '../bench-layers';
import { benchLedger } from '../bench-ledger';
import { benchLists } from '../bench-lists';
import { benchOrders } from '../bench-orders';
import { benchSignIn } from '../bench-sign-in';
import { CommandError, type Command, type CommandContext } from '../command';
import { exitCodeOf, type BenchReport } from './judge';
import type { MachineShare } from './machine';
import { withScratch, type Scratch } from './scratch';

type Bench = (
  scratch: Scratch,
  quick: boolean,
  say: (text: string) => void,
  size: number,
  options: CommandContext['options'],
) => Promise<BenchReport>;

/** Customers of the benches that need a whole brand. */
const CUSTOMERS = 100_000;
/** What people feel is measured at the size of a large brand. */
const CUSTOMERS_OF_HTTP = 1_000_000;
const CUSTOMERS_QUICK = 20_000;
const CUSTOMERS_MAX = 10_000_000;
/** Of the ledger, for `audit`. */
const [ENTRIES, ENTRIES_QUICK, ENTRIES_MAX] = [1_000_000, 100_000, 100_000_000];

/** Every bench by its name. Each measures ours and the raw limit of the same engine in one run. */
const benches: Readonly<Record<string, Bench>> = {
  audit: (scratch, _quick, say, entries) => benchAudit(scratch, say, entries),
  expiry: benchExpiry,
  files: benchFiles,
  http: benchHttp,
  ingest: benchIngest,
  ledger: benchLedger,
  layers: benchLayers,
  lists: benchLists,
  orders: benchOrders,
  'sign-in': benchSignIn,
};

export const bench: Command = {
  name: 'bench',
  usage: `bench ${Object.keys(benches).join('|')} [--quick] [--customers N] [--entries N] --json   speed beside the raw limit of the same engine`,
  async run({ platform, words, options, whole, answer, say }) {
    const one = benches[words[0] ?? ''];
    if (!one)
      throw new CommandError('INPUT_INVALID', `bench needs one of: ${Object.keys(benches).join(', ')}`);
    const isQuick = options['quick'] === true;
    const isOfEntries = one === benches['audit'];
    const full = one === benchHttp || one === benchLists ? CUSTOMERS_OF_HTTP : CUSTOMERS;
    const size = isOfEntries
      ? whole('entries', isQuick ? ENTRIES_QUICK : ENTRIES, 1_000, ENTRIES_MAX)
      : whole('customers', isQuick ? CUSTOMERS_QUICK : full, 1_000, CUSTOMERS_MAX);
    const report = await withScratch(platform, keptAs(options['keep'], one), (scratch) =>
      one(scratch, isQuick, say, size, options),
    );
    answer(report, linesOf(report));
    return exitCodeOf(report);
  },
};

/** Only what `http` fills is worth keeping: the others measure an empty database. */
function keptAs(name: string | boolean | undefined, one: Bench): string | null {
  if (name === undefined) return null;
  if (one !== benchHttp || typeof name !== 'string' || !/^[a-z0-9]{1,16}$/.test(name))
    throw new CommandError('INPUT_INVALID', '--keep NAME is of bench http, in small letters and digits');
  return name;
}

function linesOf({ engine, machine, results, limits, budget }: BenchReport): string[] {
  return [
    `on ${engine}, ${machine ? machineText(machine) : 'on a machine that does not say who else is at it'}`,
    ...results.map(
      (r) =>
        `${r.case}: ${r.perSecond}/s, ${r.perCpuSecond} per CPU second, p50 ${r.p50Ms} ms, p99 ${r.p99Ms} ms`,
    ),
    ...limits.map((l) => `${l.case} swung by ${percent(l.swing)} ${l.by}`),
    ...budget.map((b) => `${VERDICTS[b.verdict]} ${b.ratio}: ${b.got}, needs ${b.need}`),
  ];
}

const VERDICTS = { met: 'ok        ', missed: 'FAILED    ', 'not judged': 'not judged' };

function machineText({ cores, load, stolen, others }: MachineShare): string {
  return `${cores} cores, load ${load}, ${percent(stolen)} stolen, ${percent(others)} used by others`;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
