import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../app/api';
import { useErrorText } from '../../app/language';
import type { ChosenRows } from '../../app/list/choosing';
import { can, useOperator } from '../../app/operator';
import { expiryOf, mayEnd, pointsFaults, pointsOf, type TypedPoints } from '../../app/points-by-hand';
import { useUi } from '../../ui/context';
import { DayInput } from '../../ui/day-input';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/form';
import { ReasonField } from '../../ui/reason-field';
import { Notice } from '../../ui/states';
import { GuideSelect } from './guide-panel';
import styles from './membership.module.css';
import { useCustomerWords } from './words';

const REASON_MIN = 2;
type BodyOf = Parameters<typeof api.prepareBulk>[0]['body'];

interface BulkProps {
  readonly chosen: ChosenRows;
  /** What narrows the list down, for everybody whom it leaves. */
  readonly filters: Readonly<Record<string, string | number | undefined>>;
}

/** What can be done to many customers at once: each leads to a preview, and nothing is done before that is confirmed. */
export function BulkActions({ chosen, filters }: BulkProps) {
  const w = useCustomerWords().bulk;
  const operator = useOperator();
  const [kind, setKind] = useState<'bind' | 'adjust' | null>(null);
  return (
    <>
      {can(operator, 'guides.write') && (
        <Button size="small" onClick={() => setKind('bind')}>
          {w.bind}
        </Button>
      )}
      {can(operator, 'adjustments.request') && (
        <Button size="small" onClick={() => setKind('adjust')}>
          {w.adjust}
        </Button>
      )}
      {kind !== null && (
        <BulkDialog kind={kind} chosen={chosen} filters={filters} onClose={() => setKind(null)} />
      )}
    </>
  );
}

interface BulkDialogProps extends BulkProps {
  readonly kind: 'bind' | 'adjust';
  readonly onClose: () => void;
}

interface Draft extends TypedPoints {
  readonly guideId: string | null;
  readonly asset: 'points' | 'growth';
  readonly reason: string;
}
const EMPTY: Draft = {
  guideId: null,
  asset: 'points',
  points: '',
  lastDay: '',
  isDayFaulty: false,
  reason: '',
};

/** Asks what is to be done; the key is made once, so that a retry is the same act. */
function BulkDialog({ kind, chosen, filters, onClose }: BulkDialogProps) {
  const w = useCustomerWords().bulk;
  const { timeZone } = useUi();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState(EMPTY);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const isReady =
    draft.reason.trim().length >= REASON_MIN &&
    (kind === 'bind' ? draft.guideId !== null : pointsFaults(draft).length === 0);
  const prepare = async () => {
    setBusy(true);
    const answer = await api.prepareBulk({ body: bodyOf() });
    setBusy(false);
    if (answer.ok) void navigate(`/bulk-acts/${answer.value.actId}`);
    else setFault(answer.code);
  };
  const bodyOf = (): BodyOf => {
    const reason = draft.reason.trim();
    const asked = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
    const people = chosen.isAll ? { filters: asked } : { customerIds: [...chosen.keys] };
    if (kind === 'bind') return { key, people, deed: { kind, guideId: draft.guideId ?? '', reason } };
    const { asset } = draft;
    const given = { points: pointsOf(draft) ?? 0, expiresAtMs: expiryOf(draft, timeZone) };
    return { key, people, deed: { kind, asset, ...given, reason } };
  };
  return (
    <Dialog
      title={(kind === 'bind' ? w.bindTitle : w.adjustTitle)(chosen.label)}
      okText={w.preview}
      cancelText={w.cancel}
      isBusy={isBusy}
      isOff={!isReady}
      onOk={() => void prepare()}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <p>{w.text}</p>
        {kind === 'bind' ? (
          <GuideSelect value={draft.guideId} without={null} onChange={(guideId) => change({ guideId })} />
        ) : (
          <AdjustFields draft={draft} onChange={change} />
        )}
        <ReasonField
          label={w.reason}
          hint={w.reasonHint}
          value={draft.reason}
          onChange={(reason) => change({ reason })}
        />
        {fault !== null && <Notice tone="danger">{errorText(fault)}</Notice>}
      </div>
    </Dialog>
  );
}

interface AdjustFieldsProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

function AdjustFields({ draft, onChange }: AdjustFieldsProps) {
  const w = useCustomerWords().bulk;
  return (
    <>
      <Field label={w.asset}>
        {(field) => (
          <Select<Draft['asset']>
            {...field}
            value={draft.asset}
            onChange={(asset) => onChange({ asset })}
            options={[
              { value: 'points', label: w.points },
              { value: 'growth', label: w.growth },
            ]}
          />
        )}
      </Field>
      <Field label={w.each} hint={w.eachHint}>
        {(field) => (
          <Input
            {...field}
            inputMode="numeric"
            autoComplete="off"
            value={draft.points}
            onChange={(event) => onChange({ points: event.target.value })}
          />
        )}
      </Field>
      {draft.asset === 'points' && (
        <Field label={w.lastDay} hint={w.lastDayHint} fault={draft.isDayFaulty ? w.dayFault : undefined}>
          {(field) => (
            <DayInput
              {...field}
              value={draft.lastDay}
              isOff={!mayEnd(draft)}
              onChange={(lastDay, isDayFaulty) => onChange({ lastDay, isDayFaulty })}
            />
          )}
        </Field>
      )}
    </>
  );
}
