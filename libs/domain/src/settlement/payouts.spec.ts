import {
  isFinalRefusal,
  isPayoutRemembered,
  payoutFault,
  payoutLookAfterMs,
  payoutStep,
  type TransferNews,
} from '.';

const HOUR_MS = 3_600_000;

describe('a payout', () => {
  const terms = { minPoints: 100, fenPer100: 100 };

  it('is as large as the brand, WeChat and the day allow', () => {
    expect(payoutFault(100, 20_000, terms)).toBeNull();
    expect(payoutFault(99, 20_000, terms)).toEqual({ code: 'PAYOUT_TOO_SMALL', minPoints: 100, minFen: 30 });
    expect(payoutFault(100, 20_000, { ...terms, fenPer100: 29 })?.code).toBe('PAYOUT_TOO_SMALL');
    expect(payoutFault(101, 100, terms)).toEqual({
      code: 'PAYOUT_DAY_LIMIT',
      pointsLeft: 100,
      maxFen: 199_999,
    });
    expect(payoutFault(199_999, 1e9, terms)).toBeNull();
    expect(payoutFault(200_000, 1e9, terms)?.code).toBe('PAYOUT_DAY_LIMIT');
  });

  it('is looked at ever more rarely', () => {
    const waits = Array.from({ length: 20 }, (_, i) => payoutLookAfterMs(i + 1));
    expect(waits[0]).toBe(15_000);
    expect(waits.every((wait, i) => i === 0 || wait >= (waits[i - 1] as number))).toBe(true);
    expect(waits.at(-1)).toBe(HOUR_MS);
  });

  it('may be sent again under its number while WeChat remembers numbers of that time', () => {
    const edge = 29 * 24 * HOUR_MS;
    expect([isPayoutRemembered(5, 5 + edge - 1), isPayoutRemembered(5, 5 + edge)]).toEqual([true, false]);
  });

  it('waits for wrong keys to be mended, and fails for what no repetition changes', () => {
    expect(['SIGN_ERROR', 'NO_AUTH', 'NOT_ENOUGH'].map(isFinalRefusal)).toEqual([false, false, false]);
    expect(isFinalRefusal('NO_WECHAT')).toBe(true);
  });

  describe('goes on by what is known of its transfer', () => {
    const fresh = { claimPackage: '', claimUntilMs: 0 };
    const step = (state: TransferNews['state'], more: Partial<TransferNews> = {}, row = fresh) =>
      payoutStep({ state, transferNo: 'T1', claimPackage: null, failReason: null, ...more }, row, 1_000);

    it.each([
      ['paid', 'pay'],
      ['failed', 'fail'],
      ['cancelled', 'cancel'],
      ['working', null],
      ['cancelling', null],
      ['waiting', null],
    ] as const)('%s ends it by %s', (state, end) => {
      expect(step(state)).toMatchObject({ end, change: { transferNo: 'T1' } });
    });

    it('keeps why it failed, as long as its column', () => {
      expect(step('failed').change.failReason).toBe('REFUSED');
      expect(step('failed', { failReason: 'x'.repeat(99) }).change.failReason).toHaveLength(64);
    });

    it('is offered for a day from the first time on', () => {
      const change = { transferNo: 'T1', claimPackage: 'P', claimUntilMs: 1_000 + 24 * HOUR_MS };
      expect(step('waiting', { claimPackage: 'P' })).toEqual({ end: null, move: 'offer', change });
      const offered = { claimPackage: 'P', claimUntilMs: 7 };
      expect(step('waiting', {}, offered)).toMatchObject({ move: 'offer', change: offered });
      expect(step('waiting')).toMatchObject({ move: 'work' });
    });
  });
});
