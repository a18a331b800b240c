import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '@liuliang/contract/client';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { api, replyOrThrow, useReply, type Refused } from '../../app/api';
import { useErrorText } from '../../app/language';
import { mayEnd, pointsOf } from '../../app/points-by-hand';
import { useUi } from '../../ui/context';
import { DayInput } from '../../ui/day-input';
import { Dialog } from '../../ui/dialog';
import { Field, Fields } from '../../ui/form';
import { formatCount } from '../../ui/format';
import { Notice } from '../../ui/states';
import styles from './adjustments.module.css';
import { BalanceChange } from './balance-change';
import { bodyOf, emptyDraft, faultsOf, type Draft } from './request';
import { useAdjustmentWords } from './words';

type Adjustment = ReplyOf<'requestAdjustment'>;

const ASSETS = ['points', 'guide_points', 'growth'] as const;

interface RequestDialogProps {
  /** The public id of whom it is about, when that is known already. */
  readonly owner: string;
  readonly onClose: () => void;
}

/** Asks in two steps: fill in, then read what will happen and confirm. The key is made once, so a retry is the same. */
export function RequestDialog({ owner, onClose }: RequestDialogProps) {
  const w = useAdjustmentWords();
  const { timeZone } = useUi();
  const cache = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft, owner });
  const [step, setStep] = useState<'fill' | 'confirm'>('fill');
  const [isTried, setTried] = useState(false);
  const ask = useMutation<Adjustment, Refused>({
    mutationFn: async () => replyOrThrow(await api.requestAdjustment({ body: bodyOf(draft, key, timeZone) })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['adjustments'] }),
  });
  const next = () => {
    setTried(true);
    if (faultsOf(draft).size === 0) setStep('confirm');
  };
  const isDone = ask.isSuccess;
  return (
    <Dialog
      title={isDone ? w.stateTitles[ask.data.state] : step === 'fill' ? w.request : w.confirmTitle}
      okText={isDone ? w.finish : step === 'confirm' ? w.confirm : w.next}
      cancelText={isDone ? null : step === 'confirm' ? w.previous : w.cancel}
      isBusy={ask.isPending}
      onOk={isDone ? onClose : step === 'fill' ? next : () => ask.mutate()}
      onCancel={step === 'confirm' && !isDone ? () => setStep('fill') : onClose}
    >
      {isDone ? (
        <Notice tone="good">
          {ask.data.state === 'posted' ? w.done(ask.data.adjustmentId) : w.waiting(ask.data.adjustmentId)}
        </Notice>
      ) : step === 'fill' ? (
        <Form draft={draft} onChange={setDraft} faults={isTried ? faultsOf(draft) : new Set()} />
      ) : (
        <Summary draft={draft} refusal={ask.error?.code ?? null} />
      )}
    </Dialog>
  );
}

interface FormProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly faults: ReturnType<typeof faultsOf>;
}

function Form({ draft, onChange, faults }: FormProps) {
  const w = useAdjustmentWords();
  const change = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  return (
    <div className={styles.dialog}>
      <Field label={w.owner} hint={w.ownerHint} fault={faults.has('owner') ? w.ownerFault : undefined}>
        {(field) => (
          <Input
            {...field}
            value={draft.owner}
            maxLength={30}
            autoComplete="off"
            onChange={(event) => change({ owner: event.target.value })}
          />
        )}
      </Field>
      <Fields>
        <Field label={w.asset}>
          {(field) => (
            <Select
              {...field}
              value={draft.asset}
              onChange={(asset) => change({ asset })}
              options={ASSETS.map((asset) => ({ value: asset, label: w.assets[asset] }))}
            />
          )}
        </Field>
        <Field label={w.points} hint={w.pointsHint} fault={faults.has('points') ? w.pointsFault : undefined}>
          {(field) => (
            <Input
              {...field}
              inputMode="numeric"
              autoComplete="off"
              value={draft.points}
              onChange={(event) => change({ points: event.target.value })}
            />
          )}
        </Field>
        <Field label={w.expires} hint={w.expiresHint} fault={faults.has('lastDay') ? w.dayFault : undefined}>
          {(field) => (
            <DayInput
              {...field}
              value={draft.lastDay}
              isOff={!mayEnd(draft)}
              onChange={(lastDay, isDayFaulty) => change({ lastDay, isDayFaulty })}
            />
          )}
        </Field>
      </Fields>
      <Field label={w.reason} hint={w.reasonHint} fault={faults.has('reason') ? w.reasonFault : undefined}>
        {(field) => (
          <Input.TextArea
            {...field}
            rows={2}
            maxLength={200}
            value={draft.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function Summary({ draft, refusal }: { readonly draft: Draft; readonly refusal: string | null }) {
  const w = useAdjustmentWords();
  const errorText = useErrorText();
  const settings = useReply('adjustmentSettings', null, () => api.adjustmentSettings());
  const points = pointsOf(draft) ?? 0;
  const limit = settings.data?.limitPoints;
  const sentence = points > 0 ? w.confirmGive : w.confirmTake;
  return (
    <div className={styles.dialog}>
      <p className={styles.about}>{sentence(formatCount(Math.abs(points)), w.assets[draft.asset])}</p>
      <BalanceChange ownerId={draft.owner.trim()} asset={draft.asset} points={points} />
      <p>{draft.reason}</p>
      {limit !== undefined && (
        <Notice tone={Math.abs(points) > limit ? 'attention' : 'info'}>
          {Math.abs(points) > limit ? w.confirmWait(formatCount(limit)) : w.confirmNow}
        </Notice>
      )}
      {refusal && <Notice tone="danger">{errorText(refusal)}</Notice>}
    </div>
  );
}
