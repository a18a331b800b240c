import { Select } from 'antd';
import { ChoiceField, Field, Fields, WholeNumber } from '../../ui/form';
import type { SectionProps } from './scheme';
import { useTierWords } from './tier-words';

const months = Array.from({ length: 12 }, (_, index) => index + 1);

/** Which figure decides, over which time. */
export function BasisSection({ scheme, onChange }: SectionProps) {
  const { editor } = useTierWords();
  const { window } = scheme;
  return (
    <Fields>
      <ChoiceField
        label={editor.basis}
        hint={editor.basisHint}
        asButtons
        values={['growth', 'net_spend']}
        names={editor.bases}
        value={scheme.basis}
        onChange={(value) => onChange({ basis: value })}
      />
      <ChoiceField
        label={editor.window}
        asButtons
        values={['rolling', 'calendar']}
        names={editor.windows}
        value={window.kind}
        onChange={(value) =>
          onChange({
            window:
              value === 'rolling' ? { kind: 'rolling', months: 12 } : { kind: 'calendar', startMonth: 1 },
          })
        }
      />
      {window.kind === 'rolling' ? (
        <Field label={editor.windows.rolling}>
          {(field) => (
            <WholeNumber
              {...field}
              unit={editor.months}
              min={1}
              max={36}
              value={window.months}
              onChange={(count) => onChange({ window: { kind: 'rolling', months: count } })}
            />
          )}
        </Field>
      ) : (
        <Field label={editor.startMonth}>
          {(field) => (
            <Select
              {...field}
              value={window.startMonth}
              onChange={(startMonth) => onChange({ window: { kind: 'calendar', startMonth } })}
              options={months.map((month) => ({ value: month, label: editor.month(month) }))}
            />
          )}
        </Field>
      )}
    </Fields>
  );
}

/** When members are warned, and how long they have after a failed review. */
export function ReviewSection({ scheme, onChange }: SectionProps) {
  const { editor } = useTierWords();
  return (
    <Fields>
      <Field label={editor.warningDays}>
        {(field) => (
          <WholeNumber
            {...field}
            unit={editor.days}
            max={90}
            value={scheme.warningDays}
            onChange={(warningDays) => onChange({ warningDays })}
          />
        )}
      </Field>
      <Field label={editor.graceDays} hint={editor.graceHint}>
        {(field) => (
          <WholeNumber
            {...field}
            unit={editor.days}
            max={180}
            value={scheme.graceDays}
            onChange={(graceDays) => onChange({ graceDays })}
          />
        )}
      </Field>
    </Fields>
  );
}

/** What refunds do to a level and to the gift that came with it. */
export function RefundsSection({ scheme, onChange }: SectionProps) {
  const { editor } = useTierWords();
  const { refund } = scheme;
  return (
    <Fields>
      <ChoiceField
        label={editor.refundReview}
        values={['at_review', 'at_once']}
        names={editor.refundReviews}
        value={refund.review}
        onChange={(value) => onChange({ refund: { ...refund, review: value } })}
      />
      <ChoiceField
        label={editor.unusedGift}
        values={['keep', 'revoke']}
        names={editor.unusedGifts}
        value={refund.unusedGift}
        onChange={(value) => onChange({ refund: { ...refund, unusedGift: value } })}
      />
    </Fields>
  );
}
