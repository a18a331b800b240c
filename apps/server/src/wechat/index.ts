export { MerchantTransferClient } from './merchant-transfer.client';
export { MINI_PROGRAM, PAYOUTS, WechatModule } from './module';
export { isSigned, messageOf, type PushAccount, type PushSigns } from './message-push';
export type { PayAccount } from './pay-http';
export type { PayoutPort, Transfer, TransferAnswer, TransferOrder } from './payout.port';
export { MiniProgramClient, type MiniProgramOptions } from './mini-program.client';
export type {
  MiniProgramPort,
  SceneCodeOrder,
  WechatIdentity,
  WechatPhone,
  WechatRefusal,
  WechatRefusalCode,
} from './mini-program.port';
export type { WechatCallReport } from './wechat-http';
