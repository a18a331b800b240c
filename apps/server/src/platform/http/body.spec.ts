import fc from 'fast-check';
import { isTooDeep, parseJson } from './body';

describe('parsing a body', () => {
  it('gives what JSON.parse gives, for anything that is not refused', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        const isRefusable = /"(__proto__|prototype|constructor)"|\\u0000|\\ud[89a-f]/.test(text);
        if (!isRefusable) expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('never throws anything but a refusal, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          parseJson(Buffer.from(bytes));
        } catch (error) {
          expect((error as Error).constructor.name).toBe('RefusalError');
        }
      }),
    );
  });

  it('does not count brackets inside text', () => {
    expect(isTooDeep(JSON.stringify({ text: `${'['.repeat(100)}"\\"{`.repeat(3) }))).toBe(false);
    expect(isTooDeep('['.repeat(32))).toBe(false);
    expect(isTooDeep('['.repeat(33))).toBe(true);
    expect(isTooDeep('[]'.repeat(1_000))).toBe(false);
  });

  it('looks at 200,000 brackets without a recursive step', () => {
    expect(() => parseJson(Buffer.from('['.repeat(200_000)))).toThrow('INPUT_INVALID');
  });
});
