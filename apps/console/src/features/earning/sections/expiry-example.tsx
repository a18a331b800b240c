import { useDeferredValue } from 'react';
import { api, useReply } from '../../../app/api';
import { useToday } from '../../../app/operator';
import { useDayText, useLastDayText, useUi } from '../../../ui/context';
import { instantOfWall } from '../../../ui/zone';
import { useEarningWords, useEditor } from '../editor';
import styles from '../earning.module.css';

/** An order paid today and what becomes of its points. The server says it, so that screen and ledger never differ. */
export function ExpiryExample() {
  const { editor } = useEarningWords();
  const { rules } = useEditor();
  const { timeZone } = useUi();
  const day = useDayText();
  const lastDay = useLastDayText();
  const today = useToday();
  const paidAtMs = instantOfWall(`${today}T12:00`, timeZone);
  const input = useDeferredValue({
    of: { content: rules },
    order: {
      amountFen: 10_000,
      paidAtMs,
      channel: null,
      store: null,
      hasGuide: false,
      tierLevel: 1,
      layer: 'R4',
      isBirthday: false,
      pointsToday: 0,
      lines: [],
    },
  });
  const plan = useReply('tryEarning', input, () => api.tryEarning({ body: input }), { keepsLast: true });
  // Without an example the sentence above stands alone; the check list says what is wrong.
  if (!plan.data || plan.isError) return null;
  const { activatesAtMs, expiresAtMs } = plan.data;
  const active = activatesAtMs === null ? editor.exampleAtOnce : day(activatesAtMs);
  return (
    <p className={styles.quiet}>
      {expiresAtMs === null
        ? editor.exampleNever(day(paidAtMs), active)
        : editor.example(day(paidAtMs), active, lastDay(expiresAtMs))}
    </p>
  );
}
