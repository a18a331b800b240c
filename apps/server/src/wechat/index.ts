export { MINI_PROGRAM, WechatModule } from './module';
export { MiniProgramClient, type MiniProgramOptions } from './mini-program.client';
export type {
  MiniProgramPort,
  WechatIdentity,
  WechatPhone,
  WechatRefusal,
  WechatRefusalCode,
} from './mini-program.port';
export type { WechatCallReport } from './wechat-http';
