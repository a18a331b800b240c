import type { GrantFact } from '@liuliang/domain';

/** What one pushed message says of one template. */
export interface PushedFact {
  readonly templateId: string;
  readonly fact: GrantFact;
}

export interface PushedFacts {
  readonly openid: string;
  readonly facts: readonly PushedFact[];
}

type Fields = Readonly<Record<string, unknown>>;
interface When {
  readonly seconds: number;
  readonly line: Fields;
}
type Read = (when: When) => Pick<GrantFact, 'kind' | 'key'> | null;

/** The answers of WeChat's prompt and of its settings, in its own words. */
const ANSWERS: Readonly<Record<string, GrantFact['kind']>> = { accept: 'accepted', reject: 'refused' };
const NO_GRANT_LEFT = '43101';

const EVENTS: Readonly<Record<string, Read>> = {
  subscribe_msg_popup_event: ({ seconds, line }) => {
    const kind = ANSWERS[textOf(line['SubscribeStatusString'])];
    return kind === undefined ? null : { kind, key: `popup:${seconds}` };
  },
  // Only switching off is told; switching on again grants nothing by itself.
  subscribe_msg_change_event: ({ seconds, line }) =>
    textOf(line['SubscribeStatusString']) === 'reject' ? { kind: 'off', key: `change:${seconds}` } : null,
  subscribe_msg_sent_event: ({ seconds, line }) => ({
    kind: textOf(line['ErrorCode']) === NO_GRANT_LEFT ? 'refused-send' : 'sent',
    key: `sent:${keyOf(line['MsgID']) ?? seconds}`,
  }),
};

/**
 * What a message of WeChat says about grants; null when it is about something else or makes no sense. One item comes as an
 * object where several come as a list, and numbers come as text.
 */
export function factsIn(message: Fields): PushedFacts | null {
  const [openid, event, seconds] = [
    textOf(message['FromUserName']),
    textOf(message['Event']),
    Number(textOf(message['CreateTime'])),
  ];
  const read = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined;
  if (!read || openid === '' || !Number.isSafeInteger(seconds) || seconds <= 0) return null;
  const { List: list } = message;
  const facts = (Array.isArray(list) ? (list as unknown[]) : [list]).flatMap((line): PushedFact[] => {
    if (line === null || typeof line !== 'object') return [];
    const fields: Fields = { ...line };
    const templateId = textOf(fields['TemplateId']);
    const said = read({ seconds, line: fields });
    if (said === null || !/^[\w-]{1,64}$/.test(templateId)) return [];
    return [{ templateId, fact: { ...said, source: 'wechat', atMs: seconds * 1_000, isKept: false } }];
  });
  return { openid, facts };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function keyOf(value: unknown): string | null {
  const text = textOf(value);
  return /^[\w-]{1,48}$/.test(text) ? text : null;
}
