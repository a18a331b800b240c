import { posix } from 'node:path';
import { Archive } from './archive';
import { tooLarge, unreadable, WorkbookFault } from './fault';
import { formatById, formatByText, PLAIN, type NumberFormat } from './formats';
import { piecesOf, readMarkup } from './markup';
import { SheetReader, type Merged, type SheetRow, type SheetTerms } from './sheet';
import { SharedStrings, sharedStringsOf } from './strings';

export interface SheetName {
  readonly name: string;
  /** Whether people who open the workbook see it. */
  readonly isHidden: boolean;
}

interface Sheet extends SheetName {
  readonly part: string;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly part: string;
}

const SHEETS_MAX = 200;
/** What Excel itself allows is 64,000 styles; formats of numbers are far fewer. */
const STYLES_MAX = 65_536;
const RELATIONS_MAX = 2_000;

/** The rows of a sheet, and, once they were all read, what is known only then. */
export interface SheetReading {
  readonly rows: AsyncGenerator<SheetRow[]>;
  /** Cells that are one; a workbook names them behind its rows. */
  merged(): readonly Merged[];
  /** Packed bytes that were read so far, of the whole file. */
  bytesRead(): number;
}

/**
 * A workbook (.xlsx) on disk. Only its parts that make rows are read; pictures, macros, links to other files and archives
 * inside are left where they are.
 */
export class Workbook {
  private terms: SheetTerms | null = null;

  private constructor(
    private readonly archive: Archive,
    private readonly all: readonly Sheet[],
    private readonly parts: { readonly strings: string | undefined; readonly styles: string | undefined },
    /** Whether days are counted from 1904, as an old Macintosh did. */
    readonly isFrom1904: boolean,
  ) {}

  /** @throws WorkbookFault when it is none, or cannot be read */
  static async open(path: string, unpackedMax?: number): Promise<Workbook> {
    const archive = await Archive.open(path, unpackedMax);
    const [main] = ofType(await relationsOf(archive, ''), 'officeDocument');
    if (!main) throw unreadable();
    const relations = await relationsOf(archive, main.part);
    const { sheets, isFrom1904 } = await mainOf(archive, main.part);
    const sheetParts = new Map(ofType(relations, 'worksheet').map(({ id, part }) => [id, part]));
    const all = sheets.flatMap(({ id, name, isHidden }) => {
      const part = sheetParts.get(id);
      // Sheets that are nothing but a chart have no rows.
      return part === undefined ? [] : [{ name, isHidden, part }];
    });
    const [strings] = ofType(relations, 'sharedStrings');
    const [styles] = ofType(relations, 'styles');
    return new Workbook(archive, all, { strings: strings?.part, styles: styles?.part }, isFrom1904);
  }

  get sheets(): readonly SheetName[] {
    return this.all;
  }

  /** @throws WorkbookFault when there is no sheet of this name; while it is read, when it cannot be */
  async read(name: string): Promise<SheetReading> {
    const sheet = this.all.find((one) => one.name === name);
    if (!sheet) throw new WorkbookFault('SHEET_UNKNOWN');
    const reader = new SheetReader((this.terms ??= await this.readTerms()));
    const { archive } = this;
    async function* rows(): AsyncGenerator<SheetRow[]> {
      for await (const _ of piecesOf(archive.read((sheet as Sheet).part), reader)) {
        const some = reader.take();
        if (some.length > 0) yield some;
      }
    }
    return { rows: rows(), merged: () => reader.merged, bytesRead: () => archive.bytesRead };
  }

  private async readTerms(): Promise<SheetTerms> {
    const { strings, styles } = this.parts;
    return {
      strings: strings ? await sharedStringsOf(this.archive.read(strings)) : new SharedStrings(),
      formats: styles ? await formatsOf(this.archive, styles) : [],
    };
  }
}

const ofType = (relations: readonly Relation[], type: string): Relation[] =>
  relations.filter((one) => one.type === type);

/** What a part points at; what lies outside of the workbook is not followed. */
async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part || '.');
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const found: Relation[] = [];
  await readMarkup(archive.read(name), {
    open(tag, { Id = '', Type = '', Target = '', TargetMode }) {
      if (tag !== 'Relationship' || TargetMode === 'External') return;
      if (found.length >= RELATIONS_MAX) throw tooLarge();
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), part: target });
    },
  });
  return found;
}

async function mainOf(archive: Archive, part: string) {
  const sheets: (SheetName & { readonly id: string })[] = [];
  let isFrom1904 = false;
  await readMarkup(archive.read(part), {
    open(tag, attributes) {
      if (tag === 'workbookPr') isFrom1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (tag !== 'sheet') return;
      if (sheets.length >= SHEETS_MAX) throw tooLarge();
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
      const isHidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ id, name: attributes['name'] ?? '', isHidden });
    },
  });
  return { sheets, isFrom1904 };
}

/** How numbers are shown, by the number of a style. */
async function formatsOf(archive: Archive, part: string): Promise<NumberFormat[]> {
  const texts = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  let isOfCells = false;
  await readMarkup(archive.read(part), {
    open(tag, attributes) {
      if (tag === 'cellXfs') isOfCells = true;
      if (texts.size > STYLES_MAX || formats.length > STYLES_MAX) throw tooLarge();
      if (tag === 'numFmt')
        texts.set(Number(attributes['numFmtId']), formatByText(attributes['formatCode'] ?? ''));
      if (tag !== 'xf' || !isOfCells) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      formats.push(texts.get(id) ?? (Number.isInteger(id) ? formatById(id) : PLAIN));
    },
    close(tag) {
      if (tag === 'cellXfs') isOfCells = false;
    },
  });
  return formats;
}
