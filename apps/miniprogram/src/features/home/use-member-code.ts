import { useCallback, useEffect, useRef, useState } from 'react';
import { serverNowMs } from '../../platform/clock';
import type { Problem } from '../../platform/resource';
import { api } from '../../platform/session';
import { useRefresh } from '../../platform/use-refresh';
import { codePhase, isScanOf, type MemberCode, secondsToRenewal } from './code.shared';

const TICK_MS = 500;

/**
 * The member's code while its sheet is open: counts down by the server's clock, gets the next one in time, and hears when
 * a guide has scanned it. After a failure it waits for the person, so that a dead network is not asked twice a second.
 */
export function useMemberCode() {
  const [code, setCode] = useState<MemberCode | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isRenewing, setRenewing] = useState(false);
  const [nowMs, setNowMs] = useState(serverNowMs);
  const scan = useScan(code !== null);
  const { begin } = scan;

  const renew = useCallback(async () => {
    setRenewing(true);
    setProblem(null);
    const answer = await api.memberCode();
    setRenewing(false);
    setNowMs(serverNowMs());
    if (!answer.ok) return setProblem({ code: answer.code, requestId: answer.requestId });
    begin(answer.value.serverNowMs);
    setCode(answer.value);
  }, [begin]);

  useEffect(() => {
    void renew();
    const timer = setInterval(() => setNowMs(serverNowMs()), TICK_MS);
    return () => clearInterval(timer);
  }, [renew]);

  const phase = code === null ? null : codePhase(code, nowMs);
  const isDue = (phase === 'renew' || phase === 'ended') && !scan.isScanned;
  useEffect(() => {
    if (isDue && !isRenewing && problem === null) void renew();
  }, [isDue, isRenewing, problem, renew]);

  return {
    code,
    phase,
    problem,
    isRenewing,
    isScanned: scan.isScanned,
    secondsLeft: code === null ? null : secondsToRenewal(code, nowMs),
    renew: () => {
      scan.forget();
      void renew();
    },
  };
}

/** Whether a guide scanned one of the codes shown since the first of them, asked for every few seconds until it was. */
function useScan(isShown: boolean) {
  const sinceMs = useRef<number | null>(null);
  const [isScanned, setScanned] = useState(false);
  const ask = useCallback(async () => {
    const answer = await api.memberCodeScan();
    if (answer.ok && sinceMs.current !== null && isScanOf(sinceMs.current, answer.value.scannedAtMs))
      setScanned(true);
  }, []);
  useRefresh(isShown && !isScanned, ask);
  const begin = useCallback((atMs: number) => {
    sinceMs.current ??= atMs;
  }, []);
  const forget = (): void => {
    sinceMs.current = null;
    setScanned(false);
  };
  return { isScanned, begin, forget };
}
