import { createCipheriv, createHash } from 'node:crypto';
import type { SandboxClock, SandboxRandom } from './options';

/** Where the mini-program's message push goes, as its owner set it in WeChat's console. */
export interface PushTarget {
  /** The whole address, without a query. */
  url: string;
  token: string;
  /** 43 characters: messages are sealed (safe mode); without it they are plain. */
  aesKey?: string;
  /** Signs with another token, as somebody who is not WeChat would. */
  isForged?: boolean;
}

export interface PushedEvent {
  Event: string;
  /** One item goes as an object, several as a list, the way WeChat does in JSON mode. */
  List: Record<string, string>[];
}

/** What became of a push. */
export interface PushOutcome {
  event: string;
  /** HTTP statuses of its tries, 0 for no answer. */
  statuses: number[];
  isTaken: boolean;
}

const TRIES_MAX = 3;
const PATIENCE_MS = 5_000;
const KEPT_MAX = 1_000;
/** Of the account; nobody compares it. */
const ORIGINAL_ID = 'gh_sandbox000000';

/** The pushes of one mini-program: one after the other, each up to three times until it is answered `success`. */
export class Pushes {
  private target: PushTarget | null = null;
  private line: Promise<void> = Promise.resolve();
  private last: { openid: string; body: string } | null = null;
  readonly outcomes: PushOutcome[] = [];

  constructor(
    private readonly appid: string,
    private readonly clock: SandboxClock,
    private readonly random: SandboxRandom,
  ) {}

  /** Sets the address, null for none, without asking whether it is theirs. */
  goTo(target: PushTarget | null): void {
    this.target = target;
  }

  /** Asks the address as WeChat does when it is saved. */
  async check(): Promise<boolean> {
    const { target } = this;
    if (!target) return false;
    const echostr = this.random(8).toString('hex');
    const answer = await fetch(this.addressOf(target, { echostr }));
    return answer.status === 200 && (await answer.text()) === echostr;
  }

  push(openid: string, { Event, List }: PushedEvent): void {
    const [first] = List;
    const message = {
      ToUserName: ORIGINAL_ID,
      FromUserName: openid,
      CreateTime: String(Math.floor(this.clock.nowMs() / 1_000)),
      MsgType: 'event',
      Event,
      List: List.length === 1 ? first : List,
    };
    this.enqueue(Event, openid, JSON.stringify(message));
  }

  /** Delivers the last message once more, as after an answer that got lost. */
  again(): void {
    if (this.last) this.enqueue('again', this.last.openid, this.last.body);
  }

  /** Resolves when everything is delivered or given up. */
  settled(): Promise<void> {
    return this.line;
  }

  private enqueue(event: string, openid: string, body: string): void {
    this.last = { openid, body };
    this.line = this.line.then(() => this.deliver(event, openid, body));
  }

  private async deliver(event: string, openid: string, body: string): Promise<void> {
    const { target } = this;
    if (!target) return;
    const outcome: PushOutcome = { event, statuses: [], isTaken: false };
    while (!outcome.isTaken && outcome.statuses.length < TRIES_MAX) {
      const sealed = target.aesKey === undefined ? null : this.sealed(target.aesKey, body);
      const url = this.addressOf(target, { openid }, sealed);
      const sent = sealed === null ? body : JSON.stringify({ ToUserName: ORIGINAL_ID, Encrypt: sealed });
      const headers = { 'content-type': 'application/json' };
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await fetch(url, { method: 'POST', body: sent, headers, signal }).catch(() => null);
      const text = await answer?.text().catch(() => null);
      outcome.statuses.push(answer?.status ?? 0);
      outcome.isTaken = answer?.status === 200 && (text === 'success' || text === '');
    }
    this.outcomes.push(outcome);
    if (this.outcomes.length > KEPT_MAX) this.outcomes.shift();
  }

  private addressOf(
    { url, token, isForged = false }: PushTarget,
    more: Record<string, string>,
    sealed: string | null = null,
  ): string {
    const timestamp = String(Math.floor(this.clock.nowMs() / 1_000));
    const nonce = String(this.random(4).readUInt32BE(0));
    const secret = isForged ? `${token}x` : token;
    const sign = (parts: string[]) =>
      createHash('sha1')
        .update([...parts].sort().join(''))
        .digest('hex');
    const query = new URLSearchParams({
      signature: sign([secret, timestamp, nonce]),
      timestamp,
      nonce,
      ...more,
      ...(sealed === null
        ? {}
        : { encrypt_type: 'aes', msg_signature: sign([secret, timestamp, nonce, sealed]) }),
    });
    return `${url}?${query.toString()}`;
  }

  /** `random(16) ‖ length ‖ message ‖ appid`, padded to 32 bytes: up to twice what most libraries unpad. */
  private sealed(aesKey: string, message: string): string {
    const key = Buffer.from(`${aesKey}=`, 'base64');
    const [text, length] = [Buffer.from(message), Buffer.alloc(4)];
    length.writeUInt32BE(text.length);
    const plain = Buffer.concat([this.random(16), length, text, Buffer.from(this.appid)]);
    const padding = 32 - (plain.length % 32);
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
    return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
  }
}
