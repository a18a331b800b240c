import { scryptSync } from 'node:crypto';
import { hashPassword, needsRehash, verifyPassword } from './passwords';

describe('passwords', () => {
  it('verify against their own string only, and no two strings are alike', async () => {
    const [first, second] = await Promise.all([
      hashPassword('长城-battery-7'),
      hashPassword('长城-battery-7'),
    ]);
    expect(first).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword('长城-battery-7', first)).toBe(true);
    expect(await verifyPassword('长城-battery-8', first)).toBe(false);
    expect(await verifyPassword('长城-battery-7 ', first)).toBe(false);
  });

  it('are the same however the keyboard composes them', async () => {
    expect(await verifyPassword('cafe\u0301-12345', await hashPassword('caf\u00e9-12345'))).toBe(true);
  });

  it('of an unknown account cost the work of a known one and never verify', async () => {
    const startedAt = performance.now();
    expect(await verifyPassword('wrong-password', null)).toBe(false);
    // A floor, so a busy machine cannot break it: the work takes about 100 ms, an early answer some microseconds.
    expect(performance.now() - startedAt).toBeGreaterThan(5);
  });

  it('outside 1 to 1,024 characters are refused', async () => {
    const stored = await hashPassword('x');
    for (const wrong of ['', 'x'.repeat(1_025)]) {
      await expect(hashPassword(wrong)).rejects.toThrow(RangeError);
      expect(await verifyPassword(wrong, stored)).toBe(false);
    }
    for (const juggled of [0, null, ['x'], {}]) {
      // The cast stands for a caller that passed JSON on unchecked.
      expect(await verifyPassword(juggled as string, stored)).toBe(false);
    }
  });

  it.each([
    [''],
    ['plain-text'],
    ['$scrypt$ln=31,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['$scrypt$ln=15,r=99,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['$scrypt$ln=0,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['$scrypt$ln=15,r=8,p=3$AAAAAAAAAAAAAAAAAAAAAA$AAAA'],
    ['$scrypt$ln=15,r=8,p=3$$'],
  ])('verify against no planted string: %s', async (stored) => {
    expect(await verifyPassword('anything', stored)).toBe(false);
    expect(needsRehash(stored)).toBe(true);
  });

  it('carry their parameters, so that older ones still verify and ask to be hashed anew', async () => {
    const salt = Buffer.alloc(16);
    const hash = scryptSync('password', salt, 32, { N: 1_024, r: 8, p: 1 });
    const older = `$scrypt$ln=10,r=8,p=1$${salt.toString('base64url')}$${hash.toString('base64url')}`;
    expect(await verifyPassword('password', older)).toBe(true);
    expect(needsRehash(older)).toBe(true);
    expect(needsRehash(await hashPassword('password'))).toBe(false);
  });
});
