import { Checkbox } from 'antd';
import { ChoiceField, Field, Fields, WholeNumber } from '../../../ui/form';
import { useEarningWords, useEditor } from '../editor';
import styles from '../earning.module.css';

interface LimitFieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  /** What the limit is when it is switched on. */
  readonly start: number;
  readonly min?: number;
  readonly max: number;
  readonly unit?: string;
  readonly fault?: string | undefined;
}

/** A limit that may be absent: a switch, and the number while it is on. */
export function LimitField({ label, value, onChange, start, min = 0, max, unit, fault }: LimitFieldProps) {
  const { editor } = useEarningWords();
  return (
    <Field label={label} fault={fault}>
      {(field) => (
        <span className={styles.limit}>
          <Checkbox
            aria-label={`${label}: ${editor.limitOn}`}
            checked={value !== null}
            onChange={(event) => onChange(event.target.checked ? start : null)}
          >
            {value === null ? editor.unlimited : ''}
          </Checkbox>
          {value !== null && (
            <WholeNumber
              {...field}
              {...(unit ? { unit } : {})}
              min={min}
              max={max}
              value={value}
              onChange={onChange}
            />
          )}
        </span>
      )}
    </Field>
  );
}

const LIMIT_MAX = 1_000_000_000;
const BUDGET_MAX = 1_000_000_000_000;

/** How much at once, and how much in all. */
export function CapsSection() {
  const { editor } = useEarningWords();
  const { rules, change, faultAt } = useEditor();
  const { caps, budget } = rules;
  return (
    <div className={styles.stack}>
      <Fields>
        <LimitField
          label={editor.perOrder}
          unit={editor.points}
          start={5000}
          max={LIMIT_MAX}
          value={caps.perOrder}
          fault={faultAt('caps.perOrder')}
          onChange={(perOrder) => change({ caps: { ...caps, perOrder } })}
        />
        <LimitField
          label={editor.perDay}
          unit={editor.points}
          start={10_000}
          max={LIMIT_MAX}
          value={caps.perDay}
          fault={faultAt('caps.perDay')}
          onChange={(perDay) => change({ caps: { ...caps, perDay } })}
        />
        <LimitField
          label={editor.budget}
          unit={editor.points}
          start={1_000_000}
          min={1}
          max={BUDGET_MAX}
          value={budget?.points ?? null}
          fault={faultAt('budget')}
          onChange={(points) =>
            change({ budget: points === null ? null : { policy: budget?.policy ?? 'partial', points } })
          }
        />
        {budget && (
          <ChoiceField
            label={editor.budgetPolicy}
            values={['partial', 'reject']}
            names={editor.budgetPolicies}
            value={budget.policy}
            onChange={(value) => change({ budget: { ...budget, policy: value } })}
          />
        )}
      </Fields>
    </div>
  );
}
