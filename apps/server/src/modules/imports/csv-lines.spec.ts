import * as fc from 'fast-check';
import { fieldsOf, LINE_BYTES_MAX, linesOf, type Line } from './csv-lines';

async function linesIn(...pieces: (string | Buffer)[]): Promise<Line[]> {
  const all: Line[] = [];
  const source = (async function* () {
    for (const piece of pieces) yield Buffer.from(piece as string);
  })();
  for await (const lines of linesOf(source)) all.push(...lines);
  return all;
}
const textsIn = async (...pieces: (string | Buffer)[]): Promise<(string | null)[]> =>
  (await linesIn(...pieces)).map((line) => line.text);

describe('linesOf', () => {
  it.each([
    ['both kinds of line ends', ['a\r\nb\nc'], ['a', 'b', 'c']],
    ['a newline at the end or none', ['a\nb\n'], ['a', 'b']],
    ['a byte order mark', ['\ufeffa\nb'], ['a', 'b']],
    ['empty lines as lines', ['a\n\nb'], ['a', '', 'b']],
    ['nothing at all', [''], []],
  ])('reads %s', async (_, pieces, texts) => {
    expect(await textsIn(...pieces)).toEqual(texts);
  });

  it('keeps a byte order mark that is not at the beginning', async () => {
    expect(await textsIn('a\n\ufeffb')).toEqual(['a', '\ufeffb']);
  });

  it('answers a line that is not UTF-8 without text and goes on', async () => {
    expect(await textsIn(Buffer.from([0x61, 0x0a, 0xff, 0xfe, 0x0a, 0x62]))).toEqual(['a', null, 'b']);
  });

  it('drops a line that is too long as it comes, and goes on', async () => {
    const long = 'x'.repeat(LINE_BYTES_MAX + 1);
    expect(await textsIn(`${'y'.repeat(LINE_BYTES_MAX)}\r\n${long}\nb`)).toEqual([
      'y'.repeat(LINE_BYTES_MAX),
      null,
      'b',
    ]);
    const pieces = ['a\n', ...new Array<string>(500).fill(long), '\nb'];
    expect(await textsIn(...pieces)).toEqual(['a', null, 'b']);
  });

  it('reads the same lines whatever pieces the bytes come in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', '\n', '\r', '屿', '"') }),
        fc.array(fc.nat(40)),
        async (text, cuts) => {
          const bytes = Buffer.from(text);
          const at = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
          const pieces = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
          expect(await linesIn(...pieces)).toEqual(await linesIn(bytes));
        },
      ),
    );
  });
});

describe('fieldsOf', () => {
  it.each([
    ['a,b,', ['a', 'b', '']],
    ['', ['']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi""",c', ['say "hi"', 'c']],
    ['"",""', ['', '']],
    ['a"b,c', null],
    ['"a,b', null],
    ['"a"b,c', null],
    ['"', null],
    ['a, "b"', null],
  ])('reads %j', (text, fields) => {
    expect(fieldsOf(text)).toEqual(fields);
  });
});
