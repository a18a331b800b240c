import type { PromptAnswer } from '../../platform/prompt.port';
import { prompt } from '../../platform/prompt';
import { words } from '../../messages';
import { brandOffsetMs } from '../../platform/brand-clock';
import { serverNowMs } from '../../platform/clock';
import { personal } from '../../platform/resource';
import { api, onPersonLeft } from '../../platform/session';
import { dropStored, readStored, writeStored } from '../../platform/storage';
import { createStore } from '../../platform/store';
import { toast } from '../../ui/toast';
import type { AskedOn, Moment, Reminders } from './asking.shared';

const DAY_MS = 86_400_000;

/** What WeChat may still tell me. */
export const reminders = personal<Reminders>({ load: () => api.myReminders() });

/** Which moments were used to ask; on this device alone, since WeChat's prompt is of this device too. */
export const asked = createStore<{ readonly on: AskedOn }>({ on: readStored<AskedOn>('asked') ?? {} });
onPersonLeft(() => {
  asked.set({ on: {} });
  dropStored('asked');
});

/** The brand's day. */
export function today(): number {
  const nowMs = serverNowMs();
  return Math.floor((nowMs + brandOffsetMs(nowMs)) / DAY_MS);
}

/**
 * Lets WeChat ask, first thing in a tap, and tells the server what was answered. A lost telling is no loss: WeChat tells the
 * server too.
 */
export function ask(templateIds: readonly string[], moment?: Moment): void {
  // Before anything else: WeChat asks only as long as the tap lasts.
  const prompted = prompt(templateIds);
  if (moment !== undefined) {
    asked.set({ on: { ...asked.get().on, [moment]: today() } });
    writeStored('asked', asked.get().on);
  }
  void prompted.then((result) => {
    if (result.outcome === 'answered') return tell(result.answers);
    const t = words().reminders;
    toast(result.outcome === 'switched-off' ? t.switchedOff : t.unavailable);
    return undefined;
  });
}

async function tell(answers: readonly PromptAnswer[]): Promise<void> {
  const answeredAtMs = serverNowMs();
  const key = `mp-${answeredAtMs.toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
  const body = { key, answeredAtMs, answers: [...answers] };
  const isAllowed = answers.some(({ answer }) => answer.startsWith('accept'));
  if (isAllowed) toast(words().reminders.thanks);
  const answer = await api.answerReminders({ body });
  // The same key once more: what came the first time is not counted twice.
  const told = answer.ok ? answer : await api.answerReminders({ body });
  if (told.ok) reminders.put(told.value);
}

/** Never asked again at any moment, or asked again. */
export async function silence(isSilent: boolean): Promise<void> {
  const { value } = reminders.state.get();
  // At once: whoever wants no asking sees no more of it, also without a network.
  if (value !== null) reminders.put({ ...value, isSilent });
  const answer = await api.silenceReminders({ body: { isSilent } });
  if (answer.ok) reminders.put(answer.value);
}
