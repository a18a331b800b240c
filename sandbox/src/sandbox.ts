import Fastify, { type FastifyInstance } from 'fastify';
import { createControl, type SandboxControl } from './control';
import { mountControl } from './control.routes';
import { payKeys, type SandboxMerchant } from './pay-keys';
import { mountPay } from './pay.routes';
import { settle, type SandboxOptions } from './options';
import { mountWechat } from './wechat.routes';
import { createWorld } from './world';

export interface Sandbox {
  app: FastifyInstance;
  control: SandboxControl;
  /** The merchant account of WeChat Pay that this sandbox knows; the same in every sandbox of a process. */
  readonly merchant: SandboxMerchant;
  /** Starts to serve; port 0 picks a free one. Answers the base URL, e.g. `http://127.0.0.1:40123`. */
  listen(port: number, host?: string): Promise<string>;
  /** Stops and cuts what is still open. */
  close(): Promise<void>;
}

/** A local stand-in for `https://api.weixin.qq.com` and `https://api.mch.weixin.qq.com`. Keeps everything in memory; two sandboxes share nothing. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const settings = settle(options);
  const world = createWorld(settings);
  const control = createControl(world);
  const app = Fastify({ logger: false, forceCloseConnections: true, bodyLimit: 64 * 1_024 });
  // Bodies stay text: WeChat reads JSON whatever the content type says and has its own answer to broken JSON.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  mountWechat(app, world);
  mountPay(app, world);
  mountControl(app, control, settings.controlOrigins);
  return {
    app,
    control,
    get merchant() {
      return payKeys().merchant;
    },
    listen: (port, host = '127.0.0.1') => app.listen({ port, host }),
    close: () => app.close(),
  };
}
