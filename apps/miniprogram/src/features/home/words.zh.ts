/** The first screen: what waits and what can be done now. */
export const homeNow = {
  barcode: '会员码条形码',
  scanned: '已扫码',
  scannedHint: '店员已经看到您的会员卡，可以收起手机了',
  waiting: '待领取的礼品',
  pickupCode: '取货码',
  until: (day: string) => `${day} 前到店领取`,
  more: (count: string) => `还有 ${count} 份`,
  gifts: '积分兑礼',
  myGifts: '我的兑换',
  give: '送积分',
  claim: '领积分',
  live: '正在进行',
  ends: (when: string) => `${when} 结束`,
};
