import { serverNowMs } from './clock';
import { createIntents, isOutcomeKnown } from './intents.shared';
import type { Answer } from './resource';
import { onPersonLeft } from './session';
import { readStored, writeStored } from './storage';
import { useAction } from './use-action';

const intents = createIntents(
  () => `mp-${serverNowMs().toString(36)}-${Math.random().toString(36).slice(2, 12)}`,
  { read: () => readStored('intents'), write: (keys) => writeStored('intents', keys), nowMs: serverNowMs },
);
onPersonLeft(intents.clear);

/** An action on points or money: sent under one key until its outcome is known. */
export function useIntent<C extends object, T>(
  name: string,
  act: (key: string, content: C) => Promise<Answer<T>>,
  onDone: (value: T) => void,
) {
  return useAction(async (content: C) => {
    const answer = await act(intents.keyFor(name, content), content);
    if (isOutcomeKnown(answer)) intents.settle(name, content);
    return answer;
  }, onDone);
}
