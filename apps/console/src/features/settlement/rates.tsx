import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { Switch } from 'antd';
import { useState } from 'react';
import { api, replyOrThrow, useReply, type Refused } from '../../app/api';
import { ChangeableLine } from '../../app/changeable-line';
import { ConfirmDialog } from '../../app/confirm-dialog';
import { LimitChanges, LooserHint } from '../../app/limits/limit-changes';
import { useToday } from '../../app/operator';
import { formatMoney, formatPoints, UNKNOWN } from '../../ui/format';
import { isLargeChange, timesAsMuch, timesText } from '../../ui/magnitude';
import { Field, Fields, Hundredths, WholeNumber } from '../../ui/form';
import { isSettlement } from './close-dialog';
import { monthsBefore } from './months';
import { Notice } from '../../ui/states';
import { fenOf } from '../../ui/worth';
import styles from './settlement.module.css';
import { useSettlementWords } from './words';

type RatesNow = ReplyOf<'settlementRates'>;

/** What points are worth between the brand and its stores and guides, and changing it. */
export function Rates() {
  const w = useSettlementWords();
  return (
    <div className={styles.rates}>
      <ChangeableLine
        query={useReply('settlementRates', null, () => api.settlementRates())}
        needs="settlement.write"
        changeText={w.ratesChange}
        line={(now) => w.rateText(formatMoney(now.storeFenPer100), formatMoney(now.guideFenPer100))}
        dialog={(seen, close) => <RatesDialog seen={seen} onClose={close} />}
      />
      <LimitChanges section="settlement" />
    </div>
  );
}

function RatesDialog({ seen, onClose }: { readonly seen: RatesNow; readonly onClose: () => void }) {
  const w = useSettlementWords();
  const cache = useQueryClient();
  const [rates, setRates] = useState(seen);
  const save = useMutation<RatesNow, Refused>({
    mutationFn: async () =>
      replyOrThrow(await api.changeSettlementRates({ body: { seen, rates, confirm: 'CHANGE' } })),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({
        predicate: ({ queryKey: [name] }) =>
          isSettlement(name) || name === 'liability' || name === 'limitChanges',
      });
    },
  });
  return (
    <ConfirmDialog
      title={w.rates}
      okText={w.confirm}
      cancelText={w.cancel}
      action={save}
      onClose={onClose}
      width={640}
    >
      <Notice tone="info">{w.ratesHint}</Notice>
      <LargeChanges seen={seen} rates={rates} />
      {rates.secondPersonFen > seen.secondPersonFen && <LooserHint />}
      <RateFields rates={rates} onChange={setRates} />
    </ConfirmDialog>
  );
}

/** What a rate that changes by much would have made of last month, in money. */
function LargeChanges({ seen, rates }: { readonly seen: RatesNow; readonly rates: RatesNow }) {
  const w = useSettlementWords();
  const query = { period: monthsBefore(useToday().slice(0, 7), 1) };
  const moves = [
    { key: 'store', label: w.storeRate, before: seen.storeFenPer100, after: rates.storeFenPer100 },
    { key: 'guide', label: w.guideRate, before: seen.guideFenPer100, after: rates.guideFenPer100 },
  ] as const;
  const large = moves.filter(({ before, after }) => isLargeChange(before, after));
  const month = useReply('settlementTotals', query, () => api.settlementTotals({ query }), {
    isWanted: large.length > 0,
  });
  const points = { store: month.data?.redeemedPoints, guide: month.data?.rewardPoints };
  const worth = (of: number | undefined, rate: number) =>
    of === undefined ? UNKNOWN : formatMoney(fenOf(of, rate));
  return large.map(({ key, label, before, after }) => {
    const times = timesAsMuch(before, after);
    return (
      <Notice key={key} tone="danger">
        {w.largeChange(
          label,
          formatMoney(before),
          formatMoney(after),
          times === null ? null : timesText(times),
        )}{' '}
        {w.lastMonth(formatPoints(points[key]), worth(points[key], before), worth(points[key], after))}
      </Notice>
    );
  });
}

interface RateFieldsProps {
  readonly rates: RatesNow;
  readonly onChange: (rates: RatesNow) => void;
}

function RateFields({ rates, onChange }: RateFieldsProps) {
  const w = useSettlementWords();
  const change = (part: Partial<RatesNow>) => onChange({ ...rates, ...part });
  const cost = rates.costFenPer100;
  const money = (label: string, value: number, put: (fen: number) => Partial<RatesNow>) => (
    <Field label={label}>
      {(field) => <Hundredths {...field} unit="¥" value={value} onChange={(fen) => change(put(fen))} />}
    </Field>
  );
  return (
    <Fields>
      {money(w.storeRate, rates.storeFenPer100, (storeFenPer100) => ({ storeFenPer100 }))}
      {money(w.guideRate, rates.guideFenPer100, (guideFenPer100) => ({ guideFenPer100 }))}
      {money(w.costPoints, cost.points, (points) => ({ costFenPer100: { ...cost, points } }))}
      {money(w.costGuide, cost.guidePoints, (guidePoints) => ({ costFenPer100: { ...cost, guidePoints } }))}
      {money(w.carryCap, rates.carryCapFen, (carryCapFen) => ({ carryCapFen }))}
      {money(w.second, rates.secondPersonFen, (secondPersonFen) => ({ secondPersonFen }))}
      <PayoutFields payout={rates.payout} onChange={(payout) => change({ payout })} />
    </Fields>
  );
}

interface PayoutFieldsProps {
  readonly payout: RatesNow['payout'];
  readonly onChange: (payout: RatesNow['payout']) => void;
}

function PayoutFields({ payout, onChange }: PayoutFieldsProps) {
  const w = useSettlementWords();
  return (
    <>
      <Field label={w.payoutOn}>
        {(field) => (
          <span>
            <Switch
              {...field}
              checked={payout.isEnabled}
              checkedChildren={w.on}
              unCheckedChildren={w.off}
              onChange={(isEnabled) => onChange({ ...payout, isEnabled })}
            />
          </span>
        )}
      </Field>
      <Field label={w.payoutMin}>
        {(field) => (
          <WholeNumber
            {...field}
            min={1}
            unit={w.points}
            value={payout.minPoints}
            onChange={(minPoints) => onChange({ ...payout, minPoints })}
          />
        )}
      </Field>
      <Field label={w.payoutMax}>
        {(field) => (
          <WholeNumber
            {...field}
            min={1}
            unit={w.points}
            value={payout.maxPointsPerDay}
            onChange={(maxPointsPerDay) => onChange({ ...payout, maxPointsPerDay })}
          />
        )}
      </Field>
    </>
  );
}
