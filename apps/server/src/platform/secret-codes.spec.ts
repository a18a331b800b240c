import { DIGITS } from './codes';
import { SecretCodes } from './secret-codes';
import { Secrets } from './secrets';

const kind = { alphabet: DIGITS, length: 10 };
const former = { alphabet: 'abcABC', length: 4 };
const secrets = new Secrets(Buffer.alloc(32, 1));
const codesOf = (table: string, of = secrets) =>
  new SecretCodes(of, [kind, former], { table, column: 'code' });
const codes = codesOf('gift');
const CODE = '0123456789';

describe('a secret code (CODES-2)', () => {
  it('is found by whoever types it and shown in its own row, and is in neither of what is kept', () => {
    const kept = codes.keep(7, CODE);
    expect(codes.lookedFor('01234 56789')[0]).toBe(kept.hash);
    expect(codes.show(7, kept)).toBe(CODE);
    expect(JSON.stringify(kept)).not.toContain(CODE);
    expect([kept.hash.length, kept.sealed.length < 64]).toEqual([16, true]);
  });

  it('is no other row’s, no other table’s, and nobody’s without our secret', () => {
    const kept = codes.keep(7, CODE);
    const others = [codesOf('transfer'), codesOf('gift', new Secrets(Buffer.alloc(32, 2)))];
    expect(() => codes.show(8, kept)).toThrow('FIELD_TAMPERED');
    for (const other of others) {
      expect(other.lookedFor(CODE)[0]).not.toBe(kept.hash);
      expect(() => other.show(7, kept)).toThrow('FIELD_TAMPERED');
    }
  });

  it('is not what a dump shows: neither hash nor ciphertext is ever looked for', () => {
    const { hash, sealed } = codes.keep(7, CODE);
    for (const read of [hash, sealed, '', '012345678']) expect(codes.lookedFor(read)).toEqual([]);
  });

  it('of a release before is shown and found as it stands', () => {
    expect(codes.show(7, { hash: CODE, sealed: '' })).toBe(CODE);
    expect(codes.lookedFor(CODE)).toContain(CODE);
  });

  it('of a kind that is drawn no more is found as long as somebody has one', () => {
    expect(codes.lookedFor('abAB')[0]).toBe(codes.keep(7, 'abAB').hash);
    expect(codes.lookedFor('abAX')).toEqual([]);
  });
});
