import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { escaped, partsOf, workbookOf, zipOf, type MadeWorkbook } from '../../testing/workbooks';
import { formatByText } from './formats';
import { cellName, placeOf, type SheetRow } from './sheet';
import { SharedStrings } from './strings';
import { Workbook, WorkbookFault } from '.';

const folder = mkdtempSync(join(tmpdir(), 'workbooks-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function fileOf(bytes: Buffer): string {
  const path = join(folder, `${(files += 1)}.xlsx`);
  writeFileSync(path, bytes);
  return path;
}

/** All rows of the first sheet, or of the one that is named. */
async function rowsIn(bytes: Buffer, name?: string, unpackedMax?: number): Promise<SheetRow[]> {
  const workbook = await Workbook.open(fileOf(bytes), unpackedMax);
  const { rows } = await workbook.read(name ?? workbook.sheets[0]?.name ?? '');
  const all: SheetRow[] = [];
  for await (const some of rows) all.push(...some);
  return all;
}
const cellsIn = async (bytes: Buffer) => (await rowsIn(bytes)).map(({ cells }) => Array.from(cells));
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'was read',
    (error: unknown) => (error instanceof WorkbookFault ? error.code : error),
  );
const one = (made: Partial<MadeWorkbook['sheets'][0]>, rest: Partial<MadeWorkbook> = {}): MadeWorkbook => ({
  sheets: [{ name: 'S', rows: [], ...made }],
  ...rest,
});
const text = (value: string) => ({ kind: 'text', text: value });

describe('a workbook', () => {
  it('has texts and numbers, shared or in their cells, and what formulas came to', async () => {
    const rows = [
      ['a', 'a', 1.5, { v: '1.3800000001E10' }],
      [null, { f: '1+1', v: 2 }, { f: 'A1', t: 'str', v: 'x' } as const],
    ];
    for (const inline of [true, false]) {
      const [first, second] = await cellsIn(workbookOf(one({ rows, inline })));
      expect(first).toMatchObject([
        text('a'),
        text('a'),
        { kind: 'number', text: '1.5' },
        { text: '1.3800000001E10' },
      ]);
      expect(second).toMatchObject([undefined, { kind: 'number', text: '2' }, text('x')]);
    }
  });

  it('says which cells hold nothing that a record could', async () => {
    const cells = [{ t: 'b', v: 1 }, { t: 'e', v: '#N/A' }, { f: 'NOW()' }] as const;
    expect(await cellsIn(workbookOf(one({ rows: [cells] })))).toEqual([
      ['TRUE', '#N/A', '='].map((said) => ({ kind: 'nothing of ours', text: said })),
    ]);
  });

  it('joins the runs of a text, leaves out how it is read aloud, and knows the signs that XML cannot hold', async () => {
    const shared =
      '<sst><si><r><t>林</t></r><r><t>夏</t></r><rPh><t>rin</t></rPh></si><si><t>a_x0041_b_x000a_</t></si></sst>';
    const rows = [[{ t: 's', v: 0 } as const, { t: 's', v: 1 } as const]];
    const bytes = workbookOf(one({ rows }, { parts: { 'xl/sharedStrings.xml': shared } }));
    expect(await cellsIn(bytes)).toEqual([[text('林夏'), text('aAb\n')]]);
  });

  it('has rows and cells without their places, and with prefixes, as some programs write them', async () => {
    const xml =
      '<x:worksheet><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c/><x:c t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row><x:row r="5"><x:c r="B5"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const rows = await rowsIn(workbookOf(one({ xml })));
    expect(rows.map(({ number, cells }) => [number, Array.from(cells, (cell) => cell?.text)])).toEqual([
      [1, ['1', undefined, 'b']],
      [5, [undefined, '2']],
    ]);
  });

  it('is the same with sizes in 64 bits, and without compression', async () => {
    const parts = partsOf(one({ rows: [['a', 1]] }));
    const expected = await cellsIn(zipOf(parts));
    expect(expected).toHaveLength(1);
    expect(await cellsIn(zipOf(parts, { large: true }))).toEqual(expected);
    expect(await cellsIn(zipOf(parts, { stored: true }))).toEqual(expected);
  });

  it('tells hidden sheets, hidden rows, merged cells and the year of its day 0', async () => {
    const made = workbookOf({
      sheets: [
        { name: 'notes', rows: [['x']], isHidden: true },
        { name: '订单', rows: [['a'], ['b'], ['c']], hiddenRows: [2], merged: ['A1:B1', 'C3:C4'] },
      ],
      isFrom1904: true,
    });
    const workbook = await Workbook.open(fileOf(made));
    expect(workbook.sheets).toMatchObject([
      { name: 'notes', isHidden: true },
      { name: '订单', isHidden: false },
    ]);
    expect(workbook.isFrom1904).toBe(true);
    const { rows, merged } = await workbook.read('订单');
    const hidden: boolean[] = [];
    for await (const some of rows) hidden.push(...some.map(({ isHidden }) => isHidden));
    expect(hidden).toEqual([false, true, false]);
    expect(merged()).toEqual([
      { firstRow: 1, lastRow: 1, firstColumn: 0, lastColumn: 1 },
      { firstRow: 3, lastRow: 4, firstColumn: 2, lastColumn: 2 },
    ]);
    expect(await codeOf(workbook.read('none'))).toBe('SHEET_UNKNOWN');
  });

  // What is written comes back, whatever it is: signs of XML, of the escapes, of every plane, and every finite number.
  it('gives back whatever was written', async () => {
    const cell = fc.oneof(
      fc
        .string({ unit: fc.constantFrom('a', '<', '&', '"', ']]>', '屿', '😀', ' ', '_x', '\n') })
        .filter(Boolean),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 20 }),
        fc.boolean(),
        async (rows, inline) => {
          const told = rows.map((cells) => cells.map((one) => (one === null ? undefined : String(one))));
          while (told.length > 0 && told.every((cells) => cells.every((one) => one === undefined)))
            told.pop();
          const expected = told
            .map((cells, i) => [i + 1, trimmed(cells)] as const)
            .filter(([, cells]) => cells.length > 0);
          const read = await rowsIn(workbookOf(one({ rows, inline })));
          expect(read.map(({ number, cells }) => [number, Array.from(cells, (one) => one?.text)])).toEqual(
            expected,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

function trimmed(cells: readonly (string | undefined)[]): (string | undefined)[] {
  const kept = [...cells];
  while (kept.length > 0 && kept.at(-1) === undefined) kept.pop();
  return kept;
}

describe('a file that is no workbook, or a bad one', () => {
  const sound = workbookOf(
    one({
      rows: [
        ['a', 1],
        ['b', 2],
      ],
    }),
  );
  const withSheet = (xml: string): Buffer => workbookOf(one({ xml: `<worksheet>${xml}</worksheet>` }));

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('order_id,amount_fen\n1,2\n')],
    ['an old workbook', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])],
    ['an archive of something else', zipOf({ 'readme.txt': 'hello' })],
    ['an archive in place of a sheet', workbookOf(one({ xml: zipOf({ a: 'b' }).toString('latin1') }))],
    ['a document type', withSheet('<!DOCTYPE x><sheetData/>')],
    [
      'entities of its own',
      workbookOf(one({ xml: '<!DOCTYPE x [<!ENTITY e "a">]><worksheet>&e;</worksheet>' })),
    ],
    [
      'an entity from elsewhere',
      workbookOf(
        one({ xml: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet>&e;</worksheet>' }),
      ),
    ],
    [
      'an entity that nobody knows',
      withSheet('<sheetData><row><c t="str"><v>&bomb;</v></c></row></sheetData>'),
    ],
    ['markup that ends early', workbookOf(one({ xml: '<worksheet><sheetData><row r="1">' }))],
    ['rows that go back', withSheet('<sheetData><row r="2"/><row r="1"/></sheetData>')],
    [
      'a cell twice',
      withSheet('<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>'),
    ],
    ['a cell of another row', withSheet('<sheetData><row r="1"><c r="A2"><v>1</v></c></row></sheetData>')],
    [
      'a shared text that is not there',
      withSheet('<sheetData><row r="1"><c t="s"><v>99</v></c></row></sheetData>'),
    ],
    ['a number that is none', withSheet('<sheetData><row r="1"><c><v>12x</v></c></row></sheetData>')],
    [
      'bytes that are no UTF-8',
      workbookOf(one({}, { parts: { 'xl/worksheets/sheet1.xml': Buffer.from([0x3c, 0xff, 0x3e]) } })),
    ],
  ])('is refused: %s', async (_, bytes) => {
    expect(await codeOf(rowsIn(bytes))).toBe('WORKBOOK_UNREADABLE');
  });

  it.each([
    ['a row beyond the last one', withSheet('<sheetData><row r="1048577"/></sheetData>')],
    [
      'a column beyond the last one',
      withSheet('<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>'),
    ],
    ['tags without end', withSheet('<a>'.repeat(100))],
    ['a text without end', withSheet(`<t>${'x'.repeat(5_000_000)}</t>`)],
    ['an attribute without end', withSheet(`<t a="${'x'.repeat(5_000_000)}"/>`)],
    ['a remark without end', withSheet(`<!--${'x'.repeat(5_000_000)}-->`)],
  ])('is too large: %s', async (_, bytes) => {
    expect(await codeOf(rowsIn(bytes))).toBe('WORKBOOK_TOO_LARGE');
  });

  it('is too large when it swells beyond what may be unpacked', async () => {
    // A thousand times as large unpacked as on disk.
    const row = '<row><c><v>1</v></c></row>';
    const bomb = withSheet(`<sheetData>${row.repeat(1_500_000)}</sheetData>`);
    expect(bomb.length).toBeLessThan(200_000);
    expect(await codeOf(rowsIn(bomb, 'S', 8 * 1024 * 1024))).toBe('WORKBOOK_TOO_LARGE');
  });

  it('is too large when its texts would fill memory', () => {
    const strings = new SharedStrings();
    const text = '屿'.repeat(300_000);
    const fill = (): void => {
      for (let i = 0; i < 150; i += 1) strings.add(text);
    };
    expect(fill).toThrow('WORKBOOK_TOO_LARGE');
    expect(strings.at(100)).toBe(text);
  });

  it('is refused when a size is not what was told', async () => {
    const lying = Buffer.from(sound);
    const list = lying.indexOf(Buffer.from('504b0102', 'hex'));
    for (let at = list; at > 0; at = lying.indexOf(Buffer.from('504b0102', 'hex'), at + 4))
      lying.writeUInt32LE(lying.readUInt32LE(at + 24) - 1, at + 24);
    expect(await codeOf(rowsIn(lying))).toBe('WORKBOOK_UNREADABLE');
  });

  it('is refused when it is locked', async () => {
    const locked = Buffer.from(sound);
    const at = locked.indexOf(Buffer.from('504b0102', 'hex'));
    locked.writeUInt16LE(1, at + 8);
    expect(await codeOf(rowsIn(locked))).toBe('WORKBOOK_UNREADABLE');
  });

  it('is refused wherever it is cut off', async () => {
    for (let end = 0; end < sound.length; end += 7)
      expect([end, await codeOf(rowsIn(sound.subarray(0, end)))]).toEqual([end, 'WORKBOOK_UNREADABLE']);
  });

  // Whatever bytes are changed: it is read as it was, or refused with a code; nothing else is ever thrown.
  it('is read or refused, whatever was done to its bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const bytes = Buffer.from(sound);
          for (const [at, value] of changes) bytes[at] = value;
          expect(['was read', 'WORKBOOK_UNREADABLE', 'WORKBOOK_TOO_LARGE']).toContain(
            await codeOf(rowsIn(bytes)),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is read or refused, whatever its markup is', async () => {
    const piece = fc.constantFrom(
      ...[
        '<row r="1">',
        '</row>',
        '<c r="A1" t="s">',
        '</c>',
        '<v>',
        '</v>',
        '<is>',
        '<t>',
        '</t>',
        '1',
        'x',
        '&amp;',
      ],
      ...[
        '<c>',
        '<c t="d">',
        '<mergeCell ref="A1:B2"/>',
        '<mergeCell ref="?"/>',
        '<f>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async (pieces) => {
        const bytes = withSheet(`<sheetData>${pieces.join('')}</sheetData>`);
        expect(['was read', 'WORKBOOK_UNREADABLE']).toContain(await codeOf(rowsIn(bytes)));
      }),
      { numRuns: 300 },
    );
  });

  it('has parts that nobody opens: archives inside are left where they are', async () => {
    const inside = { 'xl/embeddings/more.zip': zipOf({ bomb: Buffer.alloc(50_000_000) }) };
    expect(await cellsIn(workbookOf(one({ rows: [['a']] }, { parts: inside })))).toEqual([[text('a')]]);
  });
});

describe('names and formats', () => {
  it.each([
    ['A1', 0, 1],
    ['B7', 1, 7],
    ['Z9', 25, 9],
    ['AA10', 26, 10],
    ['XFD1048576', 16383, 1048576],
  ])('%s is column %i of row %i', (name, column, row) => {
    expect(placeOf(name)).toEqual({ column, row });
    expect(cellName(column, row)).toBe(name);
  });

  it.each([
    ['General', 'plain'],
    ['@', 'plain'],
    ['0_ ', 'plain'],
    ['0_);[Red]\\(0\\)', 'plain'],
    ['00000', 'zeros'],
    ['"SH"0000', 'dressed'],
    ['0"号"', 'dressed'],
    ['#,##0.00', 'dressed'],
    ['"¥"#,##0.00', 'dressed'],
    ['[$¥-804]#,##0.00', 'dressed'],
    ['0.00E+00', 'scientific'],
    ['0.0%', 'percent'],
    ['yyyy-mm-dd', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['[$-804]aaaa;@', 'date'],
    ['[h]:mm:ss', 'date'],
    ['m/d/yy h:mm', 'date'],
  ])('%s is %s', (code, kind) => {
    expect(formatByText(code).kind).toBe(kind);
  });

  it('markup of a text is not markup of a sheet', () =>
    expect(escaped('<a>&"')).toBe('&#60;a&#62;&#38;&#34;'));
});
