/** Workbooks (.xlsx) and archives as a test wants them, made of nothing: sound ones, and some that no program would write. */
import { crc32, deflateRawSync } from 'node:zlib';

/** A cell as the file has it: what `<v>` says, of which type and style, and a formula before it. */
export interface RawCell {
  readonly v?: string | number;
  readonly t?: 's' | 'str' | 'b' | 'e' | 'n' | 'd';
  readonly s?: number;
  readonly f?: string;
}
/** A text is shared, a number is bare; null leaves the cell out. */
type MadeCell = string | number | null | RawCell;

export interface MadeSheet {
  readonly name: string;
  readonly rows: readonly (readonly MadeCell[] | null)[];
  /** Numbers of rows, from 1, that are hidden. */
  readonly hiddenRows?: readonly number[];
  readonly merged?: readonly string[];
  readonly isHidden?: boolean;
  /** Texts in the cells themselves, as some programs write them. */
  readonly inline?: boolean;
  /** The part as it is to be, whatever is said above. */
  readonly xml?: string;
}

export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[];
  readonly isFrom1904?: boolean;
  /** Formats of numbers, by the number of the style from 1 on: an id, or a text. */
  readonly styles?: readonly (number | string)[];
  readonly parts?: Readonly<Record<string, string | Buffer>>;
}

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

const columnName = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : columnName(Math.floor(column / 26) - 1) + columnName(column % 26);

class Strings {
  readonly all: string[] = [];
  private readonly numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.all.length);
    return this.all.push(text) - 1;
  }
}

function cellXml(cell: MadeCell, place: string, strings: Strings | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'string')
    return strings
      ? `<c r="${place}" t="s"><v>${strings.of(cell)}</v></c>`
      : `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  const { v, t, s, f } = cell;
  const attributes = `${t ? ` t="${t}"` : ''}${s === undefined ? '' : ` s="${s}"`}`;
  const formula = f === undefined ? '' : `<f>${escaped(f)}</f>`;
  return `<c r="${place}"${attributes}>${formula}${v === undefined ? '' : `<v>${escaped(String(v))}</v>`}</c>`;
}

function sheetXml(
  { rows, hiddenRows = [], merged = [], inline = false }: MadeSheet,
  strings: Strings,
): string {
  const made = rows.map((cells, i) => {
    if (!cells) return '';
    const inside = cells.map((cell, column) =>
      cellXml(cell, `${columnName(column)}${i + 1}`, inline ? null : strings),
    );
    return `<row r="${i + 1}"${hiddenRows.includes(i + 1) ? ' hidden="1"' : ''}>${inside.join('')}</row>`;
  });
  const cells = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  const merges = cells && `<mergeCells count="${merged.length}">${cells}</mergeCells>`;
  return `${HEAD}<worksheet ${MAIN}><sheetData>${made.join('')}</sheetData>${merges}</worksheet>`;
}

function stylesXml(styles: readonly (number | string)[]): string {
  const texts = styles.map((style, i) =>
    typeof style === 'string' ? `<numFmt numFmtId="${200 + i}" formatCode="${escaped(style)}"/>` : '',
  );
  const cells = [0, ...styles].map(
    (style, i) => `<xf numFmtId="${typeof style === 'string' ? 199 + i : style}" applyNumberFormat="1"/>`,
  );
  return `${HEAD}<styleSheet ${MAIN}><numFmts>${texts.join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${cells.join('')}</cellXfs></styleSheet>`;
}

/** The parts of a workbook, by their names. */
export function partsOf({
  sheets,
  isFrom1904,
  styles = [],
  parts = {},
}: MadeWorkbook): Record<string, string | Buffer> {
  const strings = new Strings();
  const made = sheets.map((sheet) => sheet.xml ?? sheetXml(sheet, strings));
  const names = sheets.map(({ name, isHidden }, i) => {
    const state = isHidden ? ' state="hidden"' : '';
    return `<sheet name="${escaped(name)}" sheetId="${i + 1}"${state} r:id="rId${i + 1}"/>`;
  });
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = [
    ...sheets.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
    relation('rIdStyles', 'styles', 'styles.xml'),
    relation('rIdStrings', 'sharedStrings', '/xl/sharedStrings.xml'),
  ];
  const shared = strings.all.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`);
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook ${MAIN} xmlns:r="${OFFICE}"><workbookPr${isFrom1904 ? ' date1904="1"' : ''}/><sheets>${names.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}">${relations.join('')}</Relationships>`,
    'xl/styles.xml': stylesXml(styles),
    'xl/sharedStrings.xml': `${HEAD}<sst ${MAIN}>${shared.join('')}</sst>`,
    ...Object.fromEntries(made.map((xml, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])),
    ...parts,
  };
}

export const workbookOf = (made: MadeWorkbook): Buffer => zipOf(partsOf(made));

/** The usual one: a sheet with a header and rows. */
export const sheetOf = (header: readonly string[], ...rows: readonly (readonly MadeCell[])[]): MadeSheet => ({
  name: '订单',
  rows: [header, ...rows],
});

/** An archive; with `large`, sizes stand in 64 bits, as programs write them that do not know the end when they begin. */
export function zipOf(
  files: Readonly<Record<string, string | Buffer>>,
  { large = false, stored = false } = {},
): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text as string);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const nameBytes = Buffer.from(name);
    const sizes = { crc: crc32(bytes), packed: packed.length, unpacked: bytes.length };
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(stored ? 0 : 8, 8);
    header.writeUInt16LE(nameBytes.length, 26);
    const body = Buffer.concat([header, nameBytes, packed]);
    bodies.push(body);
    list.push(listed(nameBytes, { ...sizes, at, method: stored ? 0 : 8 }, large));
    at += body.length;
  }
  const entries = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(list.length, 8);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, entries, end]);
}

interface Listed {
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly at: number;
  readonly method: number;
}

function listed(name: Buffer, { crc, packed, unpacked, at, method }: Listed, large: boolean): Buffer {
  const entry = Buffer.alloc(46);
  const extra = large ? Buffer.alloc(20) : Buffer.alloc(0);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(large ? 0xffffffff : packed, 20);
  entry.writeUInt32LE(large ? 0xffffffff : unpacked, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(at, 42);
  if (large) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(BigInt(unpacked), 4);
    extra.writeBigUInt64LE(BigInt(packed), 12);
  }
  return Buffer.concat([entry, name, extra]);
}
