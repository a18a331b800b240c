import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { OpeningBalances } from '../modules/adjustments';
import { fileEncodings, type FileEncoding } from '@liuliang/contract';
import {
  encodingOf,
  FileImport,
  utf8Of,
  type ImportKind,
  type ImportStep,
  type LineFault,
} from '../modules/imports';
import { SYSTEM } from '../platform/actor';
import { CommandError, type Command, type CommandContext } from './command';

/** Rejected lines that the answer lists one by one; the counts by reason are always complete. */
const ERRORS_MAX = 1_000;
const PROGRESS_MS = 2_000;

type FileKind = ImportKind | 'balances';
const kinds: readonly FileKind[] = ['orders', 'refunds', 'events', 'balances'];

/** `import orders FILE.csv`: exit 0 also when lines were rejected, 1 when the file could not be read as one. */
export const importFile: Command = {
  name: 'import',
  usage:
    'import orders|refunds|events|balances FILE.csv [--encoding ENCODING] [--correct] [--brand CODE]   bring in what happened elsewhere',
  async run(context) {
    const [kind, file] = kindAndFile(context);
    const bytes = await sizeOf(file);
    const brand = await context.brand();
    const encoding = await encodingFor(context, file);
    const correctedBy = context.options['correct'] ? SYSTEM : null;
    if (correctedBy && kind !== 'orders') throw new CommandError('INPUT_INVALID', '--correct is for orders');
    const tally = new BackTestTotals(context, bytes);
    const source = createReadStream(file);
    const note = async (step: ImportStep): Promise<void> => tally.add(step, source.bytesRead);
    const done =
      kind === 'balances'
        ? await context.app.get(OpeningBalances, { strict: false }).run(brand, utf8Of(source, encoding), note)
        : await context.app
            .get(FileImport, { strict: false })
            .run(brand, kind, source, { encoding, correctedBy }, note);
    if (!done.ok) {
      throw new CommandError(
        done.error.code,
        `${file} does not begin with the header of ${kind} files (read as ${encoding})`,
      );
    }
    const answer = { ...tally.counts, reasons: tally.reasons, errors: tally.errors };
    context.answer(answer, tally.lines());
    return 0;
  },
};

function kindAndFile({ words }: CommandContext): [FileKind, string] {
  const [kind, file] = words;
  if (kinds.includes(kind as FileKind) && file) return [kind as FileKind, file];
  throw new CommandError(
    'INPUT_INVALID',
    'Say what is in which file: import orders|refunds|events|balances FILE.csv',
  );
}

/** What `--encoding` says, or what the file itself does. */
async function encodingFor({ options }: CommandContext, file: string): Promise<FileEncoding> {
  const told = options['encoding'];
  const known = fileEncodings.join(', ');
  if (told !== undefined) {
    const encoding = fileEncodings.find((one) => one === told);
    if (encoding) return encoding;
    throw new CommandError('INPUT_INVALID', `--encoding is one of ${known}`);
  }
  const found = await encodingOf(createReadStream(file));
  if (found) return found;
  throw new CommandError(
    'ENCODING_UNSURE',
    `It is not clear in what ${file} is written: say --encoding, one of ${known}`,
  );
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile()) return found.size;
  throw new CommandError('INPUT_INVALID', `There is no file ${file}`);
}

/** What the import has come to, and how it tells about it. */
class BackTestTotals {
  counts = { accepted: 0, duplicate: 0, rejected: 0, lines: 0 };
  readonly reasons: Record<string, number> = {};
  readonly errors: Omit<LineFault, 'text'>[] = [];
  private toldAtMs = 0;

  constructor(
    private readonly context: CommandContext,
    private readonly bytes: number,
  ) {}

  add({ faults, accepted, duplicate, rejected, lines }: ImportStep, bytesRead: number): void {
    this.counts = { accepted, duplicate, rejected, lines };
    for (const fault of faults) {
      this.reasons[fault.code] = (this.reasons[fault.code] ?? 0) + 1;
      if (this.errors.length < ERRORS_MAX)
        this.errors.push({ line: fault.line, code: fault.code, field: fault.field });
    }
    const nowMs = this.context.platform.clock.nowMs();
    if (nowMs - this.toldAtMs < PROGRESS_MS) return;
    this.toldAtMs = nowMs;
    const percent = this.bytes === 0 ? 100 : Math.floor((bytesRead / this.bytes) * 100);
    this.context.say(`${lines} lines, ${percent}%`);
  }

  lines(): string[] {
    const { accepted, duplicate, rejected, lines } = this.counts;
    return [
      `${lines} lines: ${accepted} accepted, ${duplicate} already there, ${rejected} rejected`,
      ...Object.entries(this.reasons).map(([code, count]) => `  ${code}: ${count}`),
      ...this.errors.map(({ line, code, field }) => `  line ${line}: ${code}${field ? ` (${field})` : ''}`),
    ];
  }
}
