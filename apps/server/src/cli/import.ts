import { stat } from 'node:fs/promises';
import { balanceColumns, OpeningBalances } from '../modules/adjustments';
import { ItemImports, itemHeaders, lineHeaders, OrderLineImports } from '../modules/goods';
import { correctedKinds, errors, fileEncodings, importKinds, type FileEncoding } from '@liuliang/contract';
import {
  FileImport,
  headersOf,
  sourceOf,
  surveyed,
  type SurveyedFile,
  type SurveyRefusal,
  type FileSource,
  type Headers,
  type ImportStep,
  type LineFault,
} from '../modules/imports';
import type { Brand } from '../modules/brands';
import { SYSTEM, type Actor } from '../platform/actor';
import { CommandError, type Command, type CommandContext } from './command';

/** Rejected lines that the answer lists one by one; the counts by reason are always complete. */
const ERRORS_MAX = 1_000;
const PROGRESS_MS = 2_000;

type FileKind = (typeof importKinds)[number];

/** `import orders FILE.csv`: exit 0 also when lines were rejected, 1 when the file could not be read as one. */
export const importFile: Command = {
  name: 'import',
  usage: `import ${importKinds.join('|')} FILE [--encoding ENCODING] [--sheet NAME] [--correct] [--brand CODE]   bring in what happened elsewhere`,
  async run(context) {
    const [kind, file] = kindAndFile(context);
    const bytes = await sizeOf(file);
    const brand = await context.brand();
    const correctedBy = context.options['correct'] ? SYSTEM : null;
    if (correctedBy && !correctedKinds.includes(kind))
      throw new CommandError('INPUT_INVALID', `--correct is for ${correctedKinds.join(' and ')}`);
    const headers = columnsOfKind(kind);
    const survey = await surveyed(file, headers, {
      encoding: encodingTold(context),
      sheet: sheetTold(context),
    });
    if (!survey.ok) throw new CommandError(survey.error.code, refusalText(kind, file, survey.error));
    for (const text of toldOf(survey.value)) context.say(text);
    const tally = new BackTestTotals(context, bytes);
    const source = sourceOf(file, survey.value, brand.timeZone);
    const note = async (step: ImportStep): Promise<void> => tally.add(step, source.bytesRead());
    const done = await take(context, brand, kind, { source, correctedBy, note });
    if (!done.ok) throw new CommandError(done.error.code, refusalText(kind, file, done.error));
    const answer = { ...tally.counts, reasons: tally.reasons, errors: tally.errors };
    context.answer(answer, tally.lines());
    return 0;
  },
};

function columnsOfKind(kind: FileKind): Headers {
  if (kind === 'balances') return [balanceColumns];
  if (kind === 'items') return itemHeaders;
  return kind === 'order-lines' ? lineHeaders : headersOf(kind);
}

interface Taken {
  readonly source: FileSource;
  readonly correctedBy: Actor | null;
  readonly note: (step: ImportStep) => Promise<void>;
}

function take({ app }: CommandContext, brand: Brand, kind: FileKind, { source, correctedBy, note }: Taken) {
  const files = app.get(FileImport, { strict: false });
  if (kind === 'balances') return app.get(OpeningBalances, { strict: false }).run(brand, source, note);
  if (kind === 'items')
    return files.runRows(itemHeaders, source, app.get(ItemImports, { strict: false }).intake(brand), note);
  if (kind === 'order-lines') {
    const lines = app.get(OrderLineImports, { strict: false });
    return files.runRows(lineHeaders, source, lines.intake(brand, correctedBy !== null), note);
  }
  return files.run(brand, kind, source, { correctedBy }, note);
}

function kindAndFile({ words }: CommandContext): [FileKind, string] {
  const [kind, file] = words;
  if (importKinds.includes(kind as FileKind) && file) return [kind as FileKind, file];
  throw new CommandError('INPUT_INVALID', `Say what is in which file: import ${importKinds.join('|')} FILE`);
}

function encodingTold({ options }: CommandContext): FileEncoding | undefined {
  const told = options['encoding'];
  const encoding = fileEncodings.find((one) => one === told);
  if (told === undefined || encoding) return encoding;
  throw new CommandError('INPUT_INVALID', `--encoding is one of ${fileEncodings.join(', ')}`);
}

function sheetTold({ options }: CommandContext): string | undefined {
  const told = options['sheet'];
  if (told === undefined || typeof told === 'string') return told;
  throw new CommandError('INPUT_INVALID', '--sheet names a sheet of the workbook');
}

/** What is not seen of a workbook at first. */
function toldOf({ format, sheet, unread, hiddenRows }: SurveyedFile): string[] {
  if (format !== 'xlsx') return [];
  return [
    `reading the sheet ${sheet}`,
    ...(unread.length > 0 ? [`not read, though they have rows: ${unread.join(', ')}`] : []),
    ...(hiddenRows > 0 ? [`hidden rows among them, read like the others: ${hiddenRows}`] : []),
  ];
}

function refusalText(kind: FileKind, file: string, refusal: SurveyRefusal): string {
  if (refusal.code === 'ENCODING_UNSURE')
    return `It is not clear in what ${file} is written: say --encoding, one of ${fileEncodings.join(', ')}`;
  if (refusal.code !== 'HEADER_WRONG') return `${file}: ${errors[refusal.code].en}`;
  const read = 'encoding' in refusal && refusal.encoding ? ` (read as ${refusal.encoding})` : '';
  return `${file} does not begin with the header of ${kind} files${read}`;
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
