import { useCallback, useEffect, useState } from 'react';
import { serverNowMs } from '../../platform/clock';
import type { Problem } from '../../platform/resource';
import { api } from '../../platform/session';
import { codePhase, type MemberCode, secondsToRenewal } from './code.shared';

const TICK_MS = 500;

/**
 * The member's code while its sheet is open: counts down by the server's clock and gets the next one in time. After a
 * failure it waits for the person, so that a dead network is not asked twice a second.
 */
export function useMemberCode() {
  const [code, setCode] = useState<MemberCode | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isRenewing, setRenewing] = useState(false);
  const [nowMs, setNowMs] = useState(serverNowMs);

  const renew = useCallback(async () => {
    setRenewing(true);
    setProblem(null);
    const answer = await api.memberCode();
    setRenewing(false);
    setNowMs(serverNowMs());
    if (answer.ok) setCode(answer.value);
    else setProblem({ code: answer.code, requestId: answer.requestId });
  }, []);

  useEffect(() => {
    void renew();
    const timer = setInterval(() => setNowMs(serverNowMs()), TICK_MS);
    return () => clearInterval(timer);
  }, [renew]);

  const phase = code === null ? null : codePhase(code, nowMs);
  const isDue = phase === 'renew' || phase === 'ended';
  useEffect(() => {
    if (isDue && !isRenewing && problem === null) void renew();
  }, [isDue, isRenewing, problem, renew]);

  return {
    code,
    phase,
    problem,
    isRenewing,
    secondsLeft: code === null ? null : secondsToRenewal(code, nowMs),
    renew: () => void renew(),
  };
}
