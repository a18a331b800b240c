import type { PromptAnswer, Prompted } from './prompt.port';

type Answers = Readonly<Record<string, string | undefined>>;
interface Callbacks<T> {
  readonly success: (answer: T) => void;
  readonly fail: (problem: { readonly errCode?: number }) => void;
}
interface Settings {
  readonly subscriptionsSetting?: { readonly itemSettings?: Answers };
}

/** WeChat's own functions: Taro's types know three templates at most and no kept answers. */
interface SubscribeMessage {
  requestSubscribeMessage?: (options: { tmplIds: readonly string[] } & Callbacks<Answers>) => void;
  getSetting?: (options: { withSubscriptions: true } & Callbacks<Settings>) => void;
}
declare const wx: SubscribeMessage;

const MASTER_SWITCH_OFF = 20_004;
const ANSWERS: readonly string[] = ['accept', 'acceptWithAudio', 'reject', 'ban', 'filter'];

export const canPrompt = (): boolean => wx.requestSubscribeMessage !== undefined;

/**
 * Lets WeChat ask about at most five templates. Only within a tap, before anything is waited for: WeChat refuses
 * otherwise.
 */
export function prompt(templateIds: readonly string[]): Promise<Prompted> {
  const request = wx.requestSubscribeMessage;
  if (request === undefined) return Promise.resolve({ outcome: 'unavailable' });
  return new Promise((resolve) => {
    request({
      tmplIds: templateIds,
      success: (answered) => void keptAnswers().then((kept) => resolve(read(templateIds, answered, kept))),
      fail: ({ errCode }) =>
        resolve({ outcome: errCode === MASTER_SWITCH_OFF ? 'switched-off' : 'unavailable' }),
    });
  });
}

function read(templateIds: readonly string[], answered: Answers, kept: Answers): Prompted {
  const answers = templateIds.flatMap((templateId): PromptAnswer[] => {
    const answer = answered[templateId];
    if (answer === undefined || !ANSWERS.includes(answer)) return [];
    return [{ templateId, answer: answer as PromptAnswer['answer'], isKept: kept[templateId] === answer }];
  });
  return answers.length === 0 ? { outcome: 'unavailable' } : { outcome: 'answered', answers };
}

/** What is answered without asking from now on; WeChat lists those answers alone. */
function keptAnswers(): Promise<Answers> {
  const ask = wx.getSetting;
  if (ask === undefined) return Promise.resolve({});
  return new Promise((resolve) => {
    ask({
      withSubscriptions: true,
      success: ({ subscriptionsSetting }) => resolve(subscriptionsSetting?.itemSettings ?? {}),
      fail: () => resolve({}),
    });
  });
}
