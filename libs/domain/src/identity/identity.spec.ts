import * as fc from 'fast-check';
import {
  IDENTITY_KINDS,
  isStrongIdentity,
  normaliseIdentity,
  openidIn,
  planMerge,
  type MergeCandidate,
} from '.';

describe('normaliseIdentity', () => {
  it.each([
    '13800138000',
    ' 13800138000 ',
    '+8613800138000',
    '8613800138000',
    '008613800138000',
    '138 0013 8000',
    '138-0013-8000',
    '１３８００１３８０００',
  ])('stores the mobile %j under one spelling', (value) => {
    expect(normaliseIdentity('mobile', value)).toEqual({
      ok: true,
      value: { kind: 'mobile', value: '+8613800138000' },
    });
  });

  it('keeps a number of another country', () => {
    expect(normaliseIdentity('mobile', '+852 9123 4567')).toMatchObject({ value: { value: '+85291234567' } });
  });

  it.each([
    '12800138000',
    '1380013800',
    '138001380001',
    '+86138',
    '+8602112345678',
    'abc',
    '+',
    '021-12345678',
  ])('refuses %j as a mobile', (value) =>
    expect(normaliseIdentity('mobile', value)).toMatchObject({ error: { reason: 'not-a-mobile' } }),
  );

  it.each([
    ['empty', ''],
    ['empty', ' \n'],
    ['too-long', 'x'.repeat(129)],
    ['control-characters', 'a\u0000b'],
    ['control-characters', 'a\nb'],
    ['control-characters', 'a\u200bb'],
    ['control-characters', 'a\ud800b'],
  ])('refuses what is %s', (reason, value) => {
    expect(normaliseIdentity('jd_pin', value)).toEqual({
      ok: false,
      error: { code: 'IDENTITY_INVALID', reason },
    });
  });

  it.each(['', 'Mobile', 'email', '__proto__'])('does not know the kind %j', (kind) => {
    expect(normaliseIdentity(kind, 'x')).toEqual({ ok: false, error: { code: 'IDENTITY_KIND_UNKNOWN' } });
  });

  it('keeps what platforms distinguish: case and width', () => {
    expect(normaliseIdentity('tmall_ouid', 'AbC１')).toMatchObject({ value: { value: 'AbC１' } });
  });

  it('is settled after one pass, and never repeats a refused value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...IDENTITY_KINDS), fc.string({ unit: 'binary' }), (kind, value) => {
        const first = normaliseIdentity(kind, value);
        if (first.ok) expect(normaliseIdentity(kind, first.value.value)).toEqual(first);
        else expect(Object.keys(first.error)).toEqual(['code', 'reason']);
      }),
    );
  });

  it('tells the same openid of two apps apart', () =>
    expect(openidIn('wxA', 'o1')).not.toBe(openidIn('wxB', 'o1')));
});

describe('planMerge', () => {
  const older: MergeCandidate = { customerId: 9, createdAtMs: 100, joinedAtMs: null, verifiedMobile: null };
  const newer: MergeCandidate = { customerId: 2, createdAtMs: 200, joinedAtMs: null, verifiedMobile: null };
  const unionid = { kind: 'wx_unionid', isVerified: true } as const;
  const joined = (customer: MergeCandidate, verifiedMobile: string | null): MergeCandidate => ({
    ...customer,
    joinedAtMs: 300,
    verifiedMobile,
  });

  it('keeps the older customer, whichever is named first', () => {
    const plan = { action: 'merge', survivorId: 9, aliasId: 2 };
    expect([planMerge(older, newer, unionid), planMerge(newer, older, unionid)]).toEqual([plan, plan]);
  });

  it('keeps the smaller id of two created at once', () => {
    const twin = { ...newer, createdAtMs: 100 };
    expect(planMerge(older, twin, unionid)).toEqual({ action: 'merge', survivorId: 2, aliasId: 9 });
  });

  it('sends two members with different verified mobiles to a person', () => {
    const plan = planMerge(joined(older, '+861'), joined(newer, '+862'), unionid);
    expect(plan).toEqual({ action: 'review', reason: 'two-verified-mobiles' });
  });

  it.each([
    ['have the same mobile', joined(older, '+861'), joined(newer, '+861')],
    ['have one mobile between them', joined(older, '+861'), joined(newer, null)],
    ['have not both joined', joined(older, '+861'), { ...newer, verifiedMobile: '+862' }],
  ])('merges two who %s', (_, a, b) => expect(planMerge(a, b, unionid).action).toBe('merge'));

  it.each(['device', 'pos_card'] as const)('never unifies by %s', (kind) => {
    expect(isStrongIdentity(kind)).toBe(false);
    expect(planMerge(older, newer, { kind, isVerified: true })).toEqual({
      action: 'none',
      reason: 'weak-proof',
    });
  });

  it('does not take an unverified mobile for a proof', () => {
    expect(planMerge(older, newer, { kind: 'mobile', isVerified: false }).action).toBe('none');
  });

  it('has nothing to do for one and the same', () => {
    expect(planMerge(older, older, unionid)).toEqual({ action: 'none', reason: 'same-customer' });
  });
});
