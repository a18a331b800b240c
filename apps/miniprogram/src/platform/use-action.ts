import { useRef, useState } from 'react';
import { isAnswerLost } from './intents.shared';
import { network } from './network';
import type { Answer, Problem } from './resource';

/** One thing a person looks up: tells whether it is under way and why it failed; a second tap meanwhile does nothing. */
export const useLookUp = <A extends unknown[], T>(
  ask: (...args: A) => Promise<Answer<T>>,
  onDone: (value: T) => void,
) => useSent(ask, onDone, (problem) => problem);

/** One thing a person does; like a look-up, but an answer that is lost is called what it is: it may have been done. */
export const useAction = <A extends unknown[], T>(
  act: (...args: A) => Promise<Answer<T>>,
  onDone: (value: T) => void,
) =>
  useSent(act, onDone, (problem, wasConnected) =>
    isAnswerLost(problem, wasConnected) ? { ...problem, code: 'ANSWER_LOST' } : problem,
  );

function useSent<A extends unknown[], T>(
  act: (...args: A) => Promise<Answer<T>>,
  onDone: (value: T) => void,
  nameOf: (problem: Problem, wasConnected: boolean) => Problem,
) {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  // Two taps can come before the screen is drawn again, so the state alone would let both through.
  const isBusy = useRef(false);

  async function run(...args: A): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    setRunning(true);
    setProblem(null);
    const wasConnected = network.get().isConnected;
    const answer = await act(...args);
    isBusy.current = false;
    setRunning(false);
    if (answer.ok) onDone(answer.value);
    else setProblem(nameOf({ code: answer.code, requestId: answer.requestId }, wasConnected));
  }

  return { isRunning, problem, run: (...args: A) => void run(...args), clear: () => setProblem(null) };
}
