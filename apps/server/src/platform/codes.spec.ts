import { CodeHashes, DIGITS, drawCode, PLAIN_CHARACTERS, readCode, takeCode } from './codes';
import { Secrets } from './secrets';

const pickup = { alphabet: DIGITS, length: 10 };
const claim = { alphabet: PLAIN_CHARACTERS, length: 8 };

describe('a code', () => {
  it('has the characters and the length of its kind, each character about as often', () => {
    const codes = Array.from({ length: 2_000 }, () => drawCode(pickup));
    expect(codes.every((code) => /^\d{10}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
    const counts = new Map<string, number>();
    for (const digit of codes.join('')) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    for (const digit of DIGITS) expect(Math.abs((counts.get(digit) ?? 0) - 2_000)).toBeLessThan(300);
  });

  it('leaves out what looks alike', () => {
    for (const alike of 'O0I1L') expect(PLAIN_CHARACTERS).not.toContain(alike);
    expect(PLAIN_CHARACTERS).toBe(PLAIN_CHARACTERS.toUpperCase());
    expect(new Set(PLAIN_CHARACTERS).size).toBe(PLAIN_CHARACTERS.length);
  });

  it('is drawn again while somebody has it, and not for ever', async () => {
    const tx = { nowMs: () => 1_000 };
    let tries = 0;
    const taken = await takeCode(tx, claim, 60, async () => (tries += 1) > 3);
    expect([tries, taken.code.length, taken.expiresAtMs]).toEqual([4, 8, 1_060]);
    await expect(takeCode(tx, claim, 60, async () => false)).rejects.toThrow('CODES-1');
  });

  it('is read however people write it down', () => {
    expect(readCode(pickup, '01234 567-89')).toBe('0123456789');
    expect(readCode(claim, 'abCD-23e4')).toBe('ABCD23E4');
    expect(readCode({ alphabet: 'abAB', length: 2 }, 'aB')).toBe('aB');
    for (const none of ['', '012345678', '01234567890', '012345678x', '０１２３４５６７８９'])
      expect(readCode(pickup, none)).toBeNull();
    expect(readCode(claim, 'ABCD234O')).toBeNull();
  });
});

describe('the hash of a secret code', () => {
  it('depends on the code, the purpose and our secret', () => {
    const secrets = new Secrets(Buffer.alloc(32, 1));
    const hashes = [
      new CodeHashes(secrets, 'member-codes').of('12345678'),
      new CodeHashes(secrets, 'member-codes').of('12345679'),
      new CodeHashes(secrets, 'access-tokens').of('12345678'),
      new CodeHashes(new Secrets(Buffer.alloc(32, 2)), 'member-codes').of('12345678'),
    ];
    expect(new Set(hashes.map((hash) => hash.toString('hex'))).size).toBe(4);
    expect(new CodeHashes(secrets, 'member-codes').of('12345678')).toEqual(hashes[0]);
  });
});
