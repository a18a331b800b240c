import fc from 'fast-check';
import { cleanName } from '..';

const signsOf = (text: string): number =>
  [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].length;

describe('cleanName', () => {
  it.each([
    ['林夏', '林夏'],
    ['  Ann  Lee ', 'Ann Lee'],
    ['Ann\nLee\t!', 'Ann Lee !'],
    ['\u3000林\u3000夏\u3000', '林 夏'],
    // A letter and its accent in two signs is the letter with the accent.
    ['e\u0301lan', '\u00e9lan'],
    ['\u202eevil\u202c', 'evil'],
    ['a\u2066b\u2069c\u200ed', 'abcd'],
    ['a\u200bb\u200cc\u2060d\ufeffe', 'abcde'],
    ['a\u00adb\u034fc\u061cd', 'abcd'],
    ['a\u0000b\u0007c\u001b[31md', 'abc[31md'],
    ['a\ud800b', 'ab'],
    ['a\ue000b\ufdd0c\ufff9d', 'abcd'],
    // Letters that are written from the right stay in the order in which they are read.
    ['\u05d3\u05e0\u05d4', '\u05d3\u05e0\u05d4'],
    ['👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
    ['❤\ufe0f', '❤\ufe0f'],
    ['👩🏽\u200d🚀', '👩🏽\u200d🚀'],
    ['1\ufe0f\u20e3', '1\ufe0f\u20e3'],
    ['👨\u200d', '👨'],
    ['a\u200d👩', 'a👩'],
    ['1\ufe0f2', '12'],
    ['🏴\u{e0067}\u{e0062}\u{e007f}', '🏴'],
    ['<b>=1+1', '<b>=1+1'],
  ])('keeps of %j what is seen: %j', (text, name) => expect(cleanName(text)).toBe(name));

  it.each([
    '',
    ' ',
    '\u3000',
    '\u00a0\u2003',
    '\u200b\u200b',
    '\u202e',
    '\ufeff',
    '\u2800\u2800',
    '\u3164',
    '\u115f\uffa0',
    '\u0301',
    '\u0000\u001f\u007f',
    '\ud83d',
    '\u{e0041}',
    '\ufe0f',
    '\u200d',
  ])('finds no name in %j', (text) => expect(cleanName(text)).toBe(''));

  it('counts as people do, and cuts no sign in two', () => {
    expect(cleanName('夏'.repeat(40))).toBe('夏'.repeat(32));
    expect(cleanName(`${'a'.repeat(31)} ${'b'.repeat(9)}`)).toBe('a'.repeat(31));
    expect(cleanName('🎈'.repeat(40))).toBe('🎈'.repeat(32));
    // Eight units each: as many as a column holds.
    expect(cleanName('👨\u200d👩\u200d👧'.repeat(40))).toBe('👨\u200d👩\u200d👧'.repeat(8));
    expect(signsOf(cleanName('n\u0303\u0323\u0331'.repeat(20)))).toBe(20);
    expect(cleanName(`a${'\u0335'.repeat(100)}b`)).toBe(`a${'\u0335'.repeat(6)}b`);
  });

  it('of any text at all is a name that stays as it is, fits, and hides nothing', () => {
    const nasty = fc.constantFrom(
      ...[
        '\u200d',
        '\ufe0f',
        '\u200b',
        '\u202e',
        ' ',
        '\u3000',
        '\u0301',
        '\u20e3',
        '👩',
        '🏽',
        '1',
        'a',
        '夏',
      ],
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.array(nasty, { maxLength: 100 }).map((parts) => parts.join('')),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
        .map((all) => String.fromCharCode(...all)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const name = cleanName(text);
        expect(cleanName(name)).toBe(name);
        expect(name).toBe(name.normalize('NFC').trim());
        expect(name).not.toMatch(/\p{Cs}/u);
        expect(signsOf(name)).toBeLessThanOrEqual(32);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(192);
        expect(name).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u200b\u200c\u2060\ufeff]/u);
        if (name !== '') expect(name).toMatch(/[\p{L}\p{N}\p{P}\p{S}]/u);
      }),
      { numRuns: 1_000 },
    );
  });
});
