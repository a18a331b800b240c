import { Radio, Select } from 'antd';
import { Field, Fields, WholeNumber } from '../../ui/form';
import type { SectionProps } from './scheme';
import { useTierWords } from './tier-words';

const months = Array.from({ length: 12 }, (_, index) => index + 1);

/** Which figure decides, over which time. */
export function BasisSection({ scheme, onChange }: SectionProps) {
  const { editor } = useTierWords();
  const { window } = scheme;
  return (
    <Fields>
      <Field label={editor.basis} hint={editor.basisHint}>
        {() => (
          <Radio.Group
            aria-label={editor.basis}
            optionType="button"
            value={scheme.basis}
            onChange={(event) => onChange({ basis: event.target.value as typeof scheme.basis })}
            options={(['growth', 'net_spend'] as const).map((value) => ({
              value,
              label: editor.bases[value],
            }))}
          />
        )}
      </Field>
      <Field label={editor.window}>
        {() => (
          <Radio.Group
            aria-label={editor.window}
            optionType="button"
            value={window.kind}
            onChange={(event) =>
              onChange({
                window:
                  event.target.value === 'rolling'
                    ? { kind: 'rolling', months: 12 }
                    : { kind: 'calendar', startMonth: 1 },
              })
            }
            options={(['rolling', 'calendar'] as const).map((value) => ({
              value,
              label: editor.windows[value],
            }))}
          />
        )}
      </Field>
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
      <Field label={editor.refundReview}>
        {() => (
          <Radio.Group
            aria-label={editor.refundReview}
            value={refund.review}
            onChange={(event) =>
              onChange({ refund: { ...refund, review: event.target.value as typeof refund.review } })
            }
            options={(['at_review', 'at_once'] as const).map((value) => ({
              value,
              label: editor.refundReviews[value],
            }))}
          />
        )}
      </Field>
      <Field label={editor.unusedGift}>
        {() => (
          <Radio.Group
            aria-label={editor.unusedGift}
            value={refund.unusedGift}
            onChange={(event) =>
              onChange({ refund: { ...refund, unusedGift: event.target.value as typeof refund.unusedGift } })
            }
            options={(['keep', 'revoke'] as const).map((value) => ({
              value,
              label: editor.unusedGifts[value],
            }))}
          />
        )}
      </Field>
    </Fields>
  );
}
