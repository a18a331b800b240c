import { inspect } from 'node:util';
import fc from 'fast-check';
import { BlindIndex, FieldCipher, type FieldPlace } from './fields';

const KEY_1 = Buffer.alloc(32, 1);
const KEY_2 = Buffer.alloc(32, 2);
const PLACE: FieldPlace = { table: 'customers', column: 'mobile', rowId: 42 };
const MOBILE = '+8613800138000';

const cipher = new FieldCipher({ keys: new Map([[1, KEY_1]]), currentVersion: 1 });
const sealedOf = (stored: string) => Buffer.from(stored.split('.')[2] ?? '', 'base64url');
const storedOf = (sealed: Buffer, version = 1) => `f1.${version}.${sealed.toString('base64url')}`;
const fault = (name: string) => expect.objectContaining({ fault: name });

describe('encrypted fields (AUTH-3)', () => {
  it('open where they were stored, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.nat(), (text, rowId) => {
        const place = { ...PLACE, rowId };
        expect(cipher.decrypt(cipher.encrypt(text, place), place)).toBe(text);
      }),
    );
  });

  it('never look alike, so equal values are not seen as equal', () => {
    expect(cipher.encrypt(MOBILE, PLACE)).not.toBe(cipher.encrypt(MOBILE, PLACE));
    expect(cipher.encrypt(MOBILE, PLACE)).toMatch(/^f1\.1\.[\w-]+$/);
  });

  it('changed in any single bit, be it IV, text or tag, do not open', () => {
    const sealed = sealedOf(cipher.encrypt(MOBILE, PLACE));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => cipher.decrypt(storedOf(changed), PLACE)).toThrow(fault('FIELD_TAMPERED'));
    }
  });

  it.each([0, 4, 8, 12, 13, 14, 15])('with their tag cut to %i bytes do not open', (tagBytes) => {
    const sealed = sealedOf(cipher.encrypt('a text longer than a tag', PLACE));
    const cut = sealed.subarray(0, sealed.length - 16 + tagBytes);
    expect(() => cipher.decrypt(storedOf(cut), PLACE)).toThrow(fault('FIELD_TAMPERED'));
  });

  it.each([
    ['another row', { ...PLACE, rowId: 43 }],
    ['another column', { ...PLACE, column: 'name' }],
    ['another table', { ...PLACE, table: 'guides' }],
  ])('moved to %s do not open', (_name, place) => {
    expect(() => cipher.decrypt(cipher.encrypt(MOBILE, PLACE), place)).toThrow(fault('FIELD_TAMPERED'));
  });

  it('swapped between two rows do not open in either', () => {
    const other = { ...PLACE, rowId: 43 };
    const [mine, theirs] = [cipher.encrypt(MOBILE, PLACE), cipher.encrypt('+8613900139000', other)];
    expect(() => cipher.decrypt(theirs, PLACE)).toThrow(fault('FIELD_TAMPERED'));
    expect(() => cipher.decrypt(mine, other)).toThrow(fault('FIELD_TAMPERED'));
  });

  it('relabelled to another key version do not open, even when both versions have the same key', () => {
    const twins = new FieldCipher({
      keys: new Map([
        [1, KEY_1],
        [2, KEY_1],
      ]),
      currentVersion: 1,
    });
    const sealed = sealedOf(twins.encrypt(MOBILE, PLACE));
    expect(() => twins.decrypt(storedOf(sealed, 2), PLACE)).toThrow(fault('FIELD_TAMPERED'));
    expect(() => twins.decrypt(storedOf(sealed, 3), PLACE)).toThrow(fault('FIELD_KEY_UNKNOWN'));
  });

  it('stay readable after a new key, which writes from then on', () => {
    const rotated = new FieldCipher({
      keys: new Map([
        [1, KEY_1],
        [2, KEY_2],
      ]),
      currentVersion: 2,
    });
    const old = cipher.encrypt(MOBILE, PLACE);
    const young = rotated.encrypt(MOBILE, PLACE);
    expect([rotated.decrypt(old, PLACE), rotated.decrypt(young, PLACE)]).toEqual([MOBILE, MOBILE]);
    expect([rotated.isCurrent(old), rotated.isCurrent(young)]).toEqual([false, true]);
    expect(() => cipher.decrypt(young, PLACE)).toThrow(fault('FIELD_KEY_UNKNOWN'));
  });

  it.each([
    [''],
    [MOBILE],
    ['f1.1.'],
    ['f2.1.AAAA'],
    ['f1.01.AAAA'],
    ['f1.0.AAAA'],
    ['f1.-1.AAAA'],
    ['f1.1.****'],
    [`f1.1.${Buffer.alloc(28).toString('base64url')}`],
    [`f1.1.${Buffer.alloc(5).toString('base64url')}`],
    [`f1.1.${Buffer.alloc(40).toString('base64url')}=`],
  ])('of a form we never write do not open: %j', (stored) => {
    expect(() => cipher.decrypt(stored, PLACE)).toThrow(fault('FIELD_MALFORMED'));
  });

  it('have one spelling: stray bits in the last character do not open', () => {
    const stored = cipher.encrypt('ab', PLACE); // 30 bytes end on a full character
    const odd = cipher.encrypt('a', PLACE); // 29 bytes leave two unused bits, which decoders ignore
    expect(cipher.decrypt(stored, PLACE)).toBe('ab');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const respelt = odd.slice(0, -1) + (alphabet[alphabet.indexOf(odd.slice(-1)) + 1] ?? '');
    expect(sealedOf(respelt).equals(sealedOf(odd))).toBe(true);
    expect(() => cipher.decrypt(respelt, PLACE)).toThrow(fault('FIELD_MALFORMED'));
  });

  it('are refused when empty or when a place could be read as another one', () => {
    expect(() => cipher.encrypt('', PLACE)).toThrow(RangeError);
    for (const place of [
      { ...PLACE, table: 'a|b' },
      { ...PLACE, rowId: '1|2' },
      { ...PLACE, column: '' },
    ]) {
      expect(() => cipher.encrypt(MOBILE, place)).toThrow(RangeError);
    }
  });

  it('need keys of 32 bytes, and neither prints nor errors show key, row or text', () => {
    expect(() => new FieldCipher({ keys: new Map([[1, Buffer.alloc(16)]]), currentVersion: 1 })).toThrow(
      RangeError,
    );
    expect(() => new FieldCipher({ keys: new Map([[1, KEY_1]]), currentVersion: 2 })).toThrow(RangeError);
    expect(inspect(cipher, { depth: 9, showHidden: true })).not.toContain('01 01');
    expect(() => cipher.decrypt(`${cipher.encrypt(MOBILE, PLACE)}A`, PLACE)).toThrow(
      /^FIELD_(MALFORMED|TAMPERED) in customers\.mobile$/,
    );
  });
});

describe('blind index', () => {
  const index = new BlindIndex(KEY_1);

  it('finds the same value again and tells brands, columns, versions and master keys apart', () => {
    const mine = index.of('demo', 'mobile', MOBILE);
    expect(mine).toMatch(/^[0-9a-f]{64}$/);
    expect(new BlindIndex(KEY_1).of('demo', 'mobile', MOBILE)).toBe(mine);
    const others = [
      index.of('other', 'mobile', MOBILE),
      index.of('demo', 'unionid', MOBILE),
      index.of('demo', 'mobile', '+8613800138001'),
      new BlindIndex(KEY_1, 2).of('demo', 'mobile', MOBILE),
      new BlindIndex(KEY_2).of('demo', 'mobile', MOBILE),
    ];
    expect(new Set([mine, ...others]).size).toBe(6);
  });

  it('refuses what could be read two ways, an empty value and a short key', () => {
    expect(() => index.of('demo', 'a|b', 'c')).toThrow(RangeError);
    expect(() => index.of('demo', 'mobile', '')).toThrow(RangeError);
    expect(() => new BlindIndex(Buffer.alloc(31))).toThrow(RangeError);
    expect(inspect(index, { depth: 9, showHidden: true })).not.toContain('01 01');
  });
});
