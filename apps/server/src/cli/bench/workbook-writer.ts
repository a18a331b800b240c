import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
const relations = (...some: string[]): string =>
  `<Relationships xmlns="${PACKAGE}">${some.join('')}</Relationships>`;

interface Part {
  readonly name: string;
  readonly pieces: Iterable<string>;
}

/** Writes a workbook of one sheet, whose texts are shared as spreadsheets share them; holding its distinct texts. */
export async function writeWorkbook(path: string, rows: () => Iterable<readonly string[]>): Promise<void> {
  const numbers = new Map<string, number>();
  function* sheet(): Generator<string> {
    yield '<worksheet><sheetData>';
    let row = 0;
    for (const cells of rows()) {
      row += 1;
      const made = cells.map((text, column) => {
        const number = numbers.get(text) ?? numbers.size;
        numbers.set(text, number);
        return `<c r="${String.fromCharCode(65 + column)}${row}" t="s"><v>${number}</v></c>`;
      });
      yield `<row r="${row}">${made.join('')}</row>`;
    }
    yield '</sheetData></worksheet>';
  }
  function* strings(): Generator<string> {
    yield '<sst>';
    for (const text of numbers.keys()) yield `<si><t>${text}</t></si>`;
    yield '</sst>';
  }
  await writeArchive(path, [
    { name: '_rels/.rels', pieces: [relations(relation('r1', 'officeDocument', 'xl/workbook.xml'))] },
    {
      name: 'xl/workbook.xml',
      pieces: [`<workbook xmlns:r="${OFFICE}"><sheets><sheet name="orders" r:id="r1"/></sheets></workbook>`],
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      pieces: [
        relations(
          relation('r1', 'worksheet', 'worksheets/sheet1.xml'),
          relation('r2', 'sharedStrings', 'sharedStrings.xml'),
        ),
      ],
    },
    { name: 'xl/worksheets/sheet1.xml', pieces: sheet() },
    { name: 'xl/sharedStrings.xml', pieces: strings() },
  ]);
}

/** Sizes and checksums stand in the list at the end alone. */
async function writeArchive(path: string, parts: readonly Part[]): Promise<void> {
  const file = createWriteStream(path);
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, pieces } of parts) {
    const header = Buffer.alloc(30 + name.length);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(8, 8);
    header.writeUInt16LE(name.length, 26);
    header.write(name, 30);
    await write(file, header);
    const { crc, packed, unpacked } = await pack(file, pieces);
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(packed, 20);
    entry.writeUInt32LE(unpacked, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    entry.write(name, 46);
    list.push(entry);
    at += header.length + packed;
  }
  const entries = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  await write(file, entries);
  file.end(end);
  await once(file, 'finish');
}

async function pack(file: Writable, pieces: Iterable<string>) {
  let [crc, packed, unpacked] = [0, 0, 0];
  function* counted(): Generator<Buffer> {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece);
      crc = crc32(bytes, crc);
      unpacked += bytes.length;
      yield bytes;
    }
  }
  for await (const piece of Readable.from(counted()).pipe(createDeflateRaw({ level: 1 }))) {
    packed += (piece as Buffer).length;
    await write(file, piece as Buffer);
  }
  return { crc, packed, unpacked };
}

async function write(file: Writable, bytes: Buffer): Promise<void> {
  if (!file.write(bytes)) await once(file, 'drain');
}
