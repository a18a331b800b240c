import type { Claim, ClaimOutcome } from './merchant-transfer.port';

/** WeChat's own function, which Taro does not wrap. */
interface MerchantTransfer {
  requestMerchantTransfer?: (
    options: Claim & { readonly success: () => void; readonly fail: () => void },
  ) => void;
}
declare const wx: MerchantTransfer;

/** Lets WeChat ask the person to collect a transfer. Its answer is a hint: only the server knows what was paid. */
export function collectTransfer({ mchId, appId, package: packed }: Claim): Promise<ClaimOutcome> {
  const request = wx.requestMerchantTransfer;
  if (request === undefined) return Promise.resolve('unavailable');
  return new Promise((resolve) => {
    request({
      mchId,
      appId,
      package: packed,
      success: () => resolve('collected'),
      fail: () => resolve('closed'),
    });
  });
}
