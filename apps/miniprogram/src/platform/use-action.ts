import { useRef, useState } from 'react';
import type { Answer, Problem } from './resource';

/** One thing a person does: tells whether it is under way and why it failed; a second tap meanwhile does nothing. */
export function useAction<A extends unknown[], T>(
  act: (...args: A) => Promise<Answer<T>>,
  onDone: (value: T) => void,
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
    const answer = await act(...args);
    isBusy.current = false;
    setRunning(false);
    if (answer.ok) onDone(answer.value);
    else setProblem({ code: answer.code, requestId: answer.requestId });
  }

  return { isRunning, problem, run: (...args: A) => void run(...args), clear: () => setProblem(null) };
}
