import { WechatAnswer } from './answers';
import type { SandboxApp } from './options';

export interface SentMessage {
  appid: string;
  openid: string;
  templateId: string;
  page: string | null;
  data: Record<string, string>;
  sentAtMs: number;
}

// Sent messages are kept for tests and the demo to look at; the oldest go first.
const SENT_MAX = 10_000;

/** The values each keyword kind accepts, as the subscription message page lists them. */
const VALUE_RULES: Record<string, RegExp> = {
  thing: /^[^\n]{1,20}$/u,
  number: /^\d{1,32}(\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}\s]{1,5}$/u,
  character_string: /^[\x21-\x7e]{1,32}$/,
  time: /\d{1,2}:\d{2}/,
  date: /\d{4}\D\d{1,2}\D\d{1,2}/,
  amount: /^\D?\d{1,10}(\.\d+)?元?$/u,
  phone_number: /^[\d+()\- ]{1,17}$/,
  car_number: /^.{1,8}$/u,
  name: /^(\p{Script=Han}{1,10}|[^\p{Script=Han}\n]{1,20}|[^\n]{1,10})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
};

/** A one-time subscription is a counter per person and template: one acceptance, one message. */
export class Subscriptions {
  private readonly credits = new Map<string, number>();
  private sent: SentMessage[] = [];

  accept(openid: string, templateId: string, times: number): void {
    const key = `${openid}|${templateId}`;
    this.credits.set(key, (this.credits.get(key) ?? 0) + times);
  }

  /** The person switches a template off in WeChat's settings: nothing that was granted is delivered any more. */
  switchOff(openid: string, templateId: string): void {
    this.credits.delete(`${openid}|${templateId}`);
  }

  /** Sends or refuses with 40037, 41030, 47003 or 43101, in this order. */
  send(app: SandboxApp, message: Omit<SentMessage, 'data'> & { data: unknown }): void {
    const template = app.templates?.find((candidate) => candidate.id === message.templateId);
    if (!template) throw new WechatAnswer(40037);
    const isReleased =
      !app.pages || message.page === null || app.pages.includes(message.page.split('?')[0] ?? '');
    if (!isReleased) throw new WechatAnswer(41030);
    const data = readValues(template.keywords, message.data);
    const key = `${message.openid}|${message.templateId}`;
    const left = this.credits.get(key) ?? 0;
    if (left === 0) throw new WechatAnswer(43101);
    this.credits.set(key, left - 1);
    this.sent.push({ ...message, data });
    if (this.sent.length > SENT_MAX) this.sent.shift();
  }

  sentMessages(): SentMessage[] {
    return this.sent.map((message) => ({ ...message, data: { ...message.data } }));
  }
}

function readValues(keywords: string[], data: unknown): Record<string, string> {
  const given = new Map(Object.entries(data !== null && typeof data === 'object' ? data : {}));
  return Object.fromEntries(
    keywords.map((keyword) => {
      const holder: unknown = given.get(keyword);
      const value: unknown =
        holder !== null && typeof holder === 'object' ? Reflect.get(holder, 'value') : undefined;
      const rule = VALUE_RULES[keyword.replace(/\d+$/, '')];
      const isAllowed = typeof value === 'string' && value !== '' && (!rule || rule.test(value));
      if (!isAllowed) throw new WechatAnswer(47003, `data.${keyword}.value invalid`);
      return [keyword, value];
    }),
  );
}
