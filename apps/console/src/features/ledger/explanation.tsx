import type { ReplyOf } from '@liuliang/contract/client';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { api, useReply } from '../../app/api';
import { FactorSteps } from '../../app/factors';
import { Facts } from '../../ui/facts';
import { Instant } from '../../ui/figures';
import { formatCount, formatMoney } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { CauseFacts, isToldByCause } from './cause-facts';
import { explainedOf } from './explained';
import styles from './ledger.module.css';
import { useLedgerWords } from './words';

type Transaction = ReplyOf<'ledgerTransaction'>;

/** Why a transaction was posted, in words: by which version of the rules, from which sum, or who decided it. */
export function Explanation({ transaction }: { readonly transaction: Transaction }) {
  const w = useLedgerWords();
  const { why } = w;
  const explained = explainedOf(transaction.explanation);
  const { ruleVersion, amountFen, factors, combine, refund, gift, opening, importId } = explained;
  const facts: (readonly [string, ReactNode])[] = [];
  if (ruleVersion !== null)
    facts.push([why.rule, <Link key="rule" to={`/points/rules/v/${ruleVersion}`}>{`v${ruleVersion}`}</Link>]);
  if (amountFen !== null) facts.push([why.amount, formatMoney(amountFen)]);
  if (refund !== null)
    facts.push(
      [why.refunded, why.refundOf(formatMoney(refund.refundedFen), formatMoney(refund.ofFen))],
      [why.earned, formatCount(refund.earned)],
    );
  if (gift !== null && !isToldByCause(transaction)) facts.push([why.gift, gift]);
  if (opening !== null) facts.push([why.opening, formatCount(opening)]);
  if (importId !== null)
    facts.push([
      why.broughtBy,
      <Link key="import" to={`/imports/${importId}`}>
        {why.openImport}
      </Link>,
    ]);
  const adjustmentId = transaction.source.kind === 'adjustment' ? transaction.source.id : null;
  const isEmpty =
    facts.length === 0 && factors.length === 0 && adjustmentId === null && !isToldByCause(transaction);
  return (
    <Panel title={w.explanation} hint={w.explanationHint}>
      {isEmpty && <p className={styles.quiet}>{why.nothing}</p>}
      <Facts of={facts} />
      {isToldByCause(transaction) && <CauseFacts transaction={transaction} />}
      {factors.length > 0 && <FactorSteps factors={factors} combine={combine} label={why.steps} />}
      {adjustmentId !== null && <AdjustmentFacts adjustmentId={adjustmentId} />}
    </Panel>
  );
}

/** Who asked for an adjustment, what for, and who agreed. */
function AdjustmentFacts({ adjustmentId }: { readonly adjustmentId: string }) {
  const { why } = useLedgerWords();
  const found = useReply('adjustment', adjustmentId, () => api.adjustment({ params: { adjustmentId } }));
  const link = <Link to={`/points/adjustments/${adjustmentId}`}>{why.openAdjustment}</Link>;
  if (!found.data) return <p>{link}</p>;
  const { reason, requestedBy, requestedAtMs, decidedBy, decidedAtMs } = found.data;
  return (
    <>
      <Facts
        of={[
          [why.reason, reason],
          [
            why.askedBy,
            <span key="asked">
              {requestedBy} · <Instant value={requestedAtMs} />
            </span>,
          ],
          ...(decidedBy === null
            ? []
            : [
                [
                  why.agreedBy,
                  <span key="agreed">
                    {decidedBy} · <Instant value={decidedAtMs} />
                  </span>,
                ] as const,
              ]),
        ]}
      />
      <p>{link}</p>
    </>
  );
}
