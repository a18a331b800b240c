import fc from 'fast-check';
import { brandColours, contrast, parseHex } from './colour.shared';

const ratio = (a: string, b: string): number => {
  const [one, other] = [parseHex(a), parseHex(b)];
  if (one === null || other === null) throw new Error(`${a} or ${b} is no colour`);
  return contrast(one, other);
};

const anyColour = fc
  .tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 255 })))
  .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`);

it('keeps every text readable whatever colour a brand brings', () => {
  fc.assert(
    fc.property(anyColour, (hex) => {
      const colours = brandColours(hex);
      expect(ratio(colours.on, colours.fill)).toBeGreaterThanOrEqual(4.5);
      expect(ratio(colours.on, colours.fillDeep)).toBeGreaterThanOrEqual(4.5);
      expect(ratio(colours.textOnLight, '#f6f4ef')).toBeGreaterThanOrEqual(4.5);
      expect(ratio(colours.textOnDark, '#1e211f')).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

it('leaves a colour as it is when it can be read already', () => {
  expect(brandColours('#1f5f57').fill).toBe('#1f5f57');
});

it('falls back to the product’s own colour for something that is none', () => {
  expect(brandColours('teal').fill).toBe('#0f5e52');
});
