import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { BackLink } from '../../app/back-link';
import { api, useReply } from '../../app/api';
import { useErrorText, useLanguage } from '../../app/language';
import { Loaded } from '../../app/loaded';
import { can, useOperator } from '../../app/operator';
import { useDayText, useMoment } from '../../ui/context';
import { saveText } from '../../ui/download';
import { Facts } from '../../ui/facts';
import { Instant, Money, Points } from '../../ui/figures';
import { formatMoney, formatMonth, UNKNOWN } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { oneOf } from '../../ui/query';
import { Skeleton, Notice } from '../../ui/states';
import { CloseDialog } from './close-dialog';
import { StatementLines } from './lines';
import { monthEndMs } from './months';
import { PayDialog } from './pay-dialog';
import styles from './settlement.module.css';
import { partyText, type Statement } from './statement';
import { useSettlementWords } from './words';

/** One statement: its sums, every line, and what is to be done with it. */
export function Screen() {
  const w = useSettlementWords();
  const language = useLanguage();
  const { period = '', partyKind, partyId = '' } = useParams();
  const params = { period, partyKind: oneOf(partyKind ?? null, ['store', 'guide']) ?? 'store', partyId };
  const found = useReply('settlementStatement', params, () => api.settlementStatement({ params }));
  return (
    <Page
      title={found.data ? partyText(found.data.party) : partyId}
      subtitle={[formatMonth(period, language), found.data && w.states[found.data.state]]
        .filter(Boolean)
        .join(' · ')}
      back={<BackLink to={`/settlement/statements?period=${period}`}>{w.back}</BackLink>}
      actions={found.data && <Actions statement={found.data} />}
    >
      <Loaded query={found} skeleton={<Skeleton height={260} />}>
        {(statement) => (
          <>
            <Sums statement={statement} />
            <StatementLines params={params} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Actions({ statement }: { readonly statement: Statement }) {
  const w = useSettlementWords();
  const operator = useOperator();
  const [dialog, setDialog] = useState<'close' | 'pay' | null>(null);
  const mayWrite = can(operator, 'settlement.write');
  const day = useDayText();
  const { timeZone, nowMs } = useMoment();
  const endMs = monthEndMs(statement.period, timeZone);
  const isOpen = statement.state === 'draft' && nowMs < endMs;
  return (
    <>
      <Files statement={statement} />
      {isOpen && <span className={styles.quiet}>{w.closableFrom(day(endMs))}</span>}
      {mayWrite && statement.state === 'draft' && (
        <Button disabled={isOpen} onClick={() => setDialog('close')}>
          {w.close}
        </Button>
      )}
      {mayWrite && statement.state === 'closed' && (
        <Button
          type="primary"
          disabled={statement.notPayableBecause !== null}
          title={statement.notPayableBecause ? w.because[statement.notPayableBecause] : undefined}
          onClick={() => setDialog('pay')}
        >
          {w.pay}
        </Button>
      )}
      {dialog === 'close' && (
        <CloseDialog period={statement.period} statement={statement} onClose={() => setDialog(null)} />
      )}
      {dialog === 'pay' && <PayDialog statement={statement} onClose={() => setDialog(null)} />}
    </>
  );
}

/** The statement as a file and on paper. */
function Files({ statement }: { readonly statement: Statement }) {
  const w = useSettlementWords();
  const language = useLanguage();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { period, party } = statement;
  const params = { period, partyKind: party.kind, partyId: party.id };
  const download = async () => {
    const answer = await api.settlementCsv({ params });
    if (answer.ok) saveText(`statement-${period}-${party.id}.csv`, answer.value);
    setRefusal(answer.ok ? null : answer.code);
  };
  const print = async () => {
    // Opened before the answer is there: a window that opens later is stopped as a pop-up.
    const sheet = window.open('', '_blank');
    const answer = await api.settlementPrint({ params, query: { language } });
    if (answer.ok && sheet) {
      sheet.location.href = URL.createObjectURL(new Blob([answer.value], { type: 'text/html' }));
    } else sheet?.close();
    setRefusal(answer.ok ? null : answer.code);
  };
  return (
    <>
      {refusal && <Notice tone="danger">{errorText(refusal)}</Notice>}
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void download()}>
        {w.csv}
      </Button>
      <Button icon={<PrinterOutlined aria-hidden />} onClick={() => void print()}>
        {w.print}
      </Button>
    </>
  );
}

function Sums({ statement }: { readonly statement: Statement }) {
  const w = useSettlementWords();
  const { rates } = statement;
  const facts = [
    [w.redeemed, <Points key="redeemed" value={statement.redeemedPoints} />],
    [w.rewards, <Points key="rewards" value={statement.rewardPoints} />],
    [w.clawback, <Points key="clawback" value={statement.clawbackPoints} />],
    [w.paidOut, <Points key="paidOut" value={statement.paidOutPoints} />],
    [w.other, <Points key="other" value={statement.otherPoints} />],
    [w.amount, <Money key="amount" value={statement.amountFen} />],
    [w.carriedIn, <Money key="in" value={statement.carriedInFen} />],
    [w.writtenOff, <Money key="off" value={statement.writtenOffFen} />],
    [w.carriedOut, <Money key="out" value={statement.carriedOutFen} />],
    [w.payable, <Money key="payable" value={statement.payableFen} />],
    [w.paid, <Money key="paid" value={statement.state === 'paid' ? statement.payableFen : 0} />],
    ...doneFacts(statement, w),
  ] as const;
  return (
    <Panel title={w.payable} hint={w.rateText(formatMoney(rates.points), formatMoney(rates.guidePoints))}>
      <p className={styles.big}>
        <Money value={statement.payableFen} />
      </p>
      <p className={styles.quiet}>{w.equation}</p>
      <Facts of={facts} />
      {statement.contentHash && (
        <p className={styles.hash} title={w.hashText}>
          {w.hash} <code>{statement.contentHash}</code>
        </p>
      )}
    </Panel>
  );
}

/** Who closed it and who paid it, as far as that was done. */
function doneFacts(
  { closedAtMs, closedBy, paidAtMs, paidBy, paidReference }: Statement,
  w: ReturnType<typeof useSettlementWords>,
): (readonly [string, ReactNode])[] {
  const closed = closedAtMs && (
    <>
      {closedBy ?? UNKNOWN} · <Instant value={closedAtMs} />
    </>
  );
  const paid = paidAtMs && (
    <>
      {paidBy ?? UNKNOWN} · <Instant value={paidAtMs} /> · <code>{paidReference}</code>
    </>
  );
  return [...(closed ? [[w.closedBy, closed] as const] : []), ...(paid ? [[w.paidBy, paid] as const] : [])];
}
