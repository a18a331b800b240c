import { useState } from 'react';
import type { Answer, Problem } from './resource';

/** One thing a person does: tells whether it is under way and why it failed; a second tap meanwhile does nothing. */
export function useAction<A extends unknown[], T>(
  act: (...args: A) => Promise<Answer<T>>,
  onDone: (value: T) => void,
) {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function run(...args: A): Promise<void> {
    if (isRunning) return;
    setRunning(true);
    setProblem(null);
    const answer = await act(...args);
    setRunning(false);
    if (answer.ok) onDone(answer.value);
    else setProblem({ code: answer.code, requestId: answer.requestId });
  }

  return { isRunning, problem, run: (...args: A) => void run(...args), clear: () => setProblem(null) };
}
