/** Where a member's own things are. */
export const mine = {
  orders: '我的订单',
  gifts: '我的兑换',
  transfers: '转赠记录',
  tier: '我的等级',
  help: '帮助',
  terms: '会员协议',
  about: '关于',
};
