import { Checkbox, Select } from 'antd';
import { ChoiceField, Field, Fields, Hundredths } from '../../../ui/form';
import { useEarningWords, useEditor } from '../editor';
import styles from '../earning.module.css';
import type { Rules } from '../rules';

type Multipliers = Rules['multipliers'];

interface OccasionsProps {
  readonly set: (changes: Partial<Multipliers>) => void;
}

/** Multipliers by date: the member's birthday, and the brand's member day. */
export function Occasions({ set }: OccasionsProps) {
  return (
    <>
      <Birthday set={set} />
      <MemberDay set={set} />
    </>
  );
}

function Birthday({ set }: OccasionsProps) {
  const { editor } = useEarningWords();
  const { birthday } = useEditor().rules.multipliers;
  return (
    <div className={styles.list}>
      <Checkbox
        checked={birthday !== null}
        onChange={(event) =>
          set({ birthday: event.target.checked ? { percent: 200, window: 'month' } : null })
        }
      >
        {editor.birthday}
      </Checkbox>
      {birthday && (
        <Fields>
          <ChoiceField
            label={editor.window}
            asButtons
            values={['day', 'week', 'month']}
            names={editor.windows}
            value={birthday.window}
            onChange={(value) => set({ birthday: { ...birthday, window: value } })}
          />
          <Field label={editor.timesLabel}>
            {(field) => (
              <Hundredths
                {...field}
                unit={editor.times}
                max={10_000}
                value={birthday.percent}
                onChange={(percent) => set({ birthday: { ...birthday, percent } })}
              />
            )}
          </Field>
        </Fields>
      )}
    </div>
  );
}

function MemberDay({ set }: OccasionsProps) {
  const { editor } = useEarningWords();
  const { rules, faultAt } = useEditor();
  const { memberDay } = rules.multipliers;
  return (
    <div className={styles.list}>
      <Checkbox
        checked={memberDay !== null}
        onChange={(event) =>
          set({ memberDay: event.target.checked ? { percent: 200, on: 'monthDays', days: [28] } : null })
        }
      >
        {editor.memberDay}
      </Checkbox>
      {memberDay && (
        <Fields>
          <ChoiceField
            label={editor.dayKind}
            asButtons
            values={['monthDays', 'weekdays']}
            names={editor.dayKinds}
            value={memberDay.on}
            // The days of one kind mean nothing in the other.
            onChange={(value) =>
              set({
                memberDay: {
                  ...memberDay,
                  on: value,
                  days: value === 'weekdays' ? [5] : [28],
                },
              })
            }
          />
          <Field label={editor.days} fault={faultAt('multipliers.memberDay')}>
            {(field) => (
              <Select<number[]>
                {...field}
                mode="multiple"
                value={[...memberDay.days]}
                // A member day without a day cannot be kept; the last one stays until another is chosen.
                onChange={(days) =>
                  days.length > 0 && set({ memberDay: { ...memberDay, days: days.sort((a, b) => a - b) } })
                }
                options={Array.from({ length: memberDay.on === 'weekdays' ? 7 : 31 }, (_, index) => ({
                  value: index + 1,
                  label: memberDay.on === 'weekdays' ? editor.weekdays[index] : editor.monthDay(index + 1),
                }))}
              />
            )}
          </Field>
          <Field label={editor.timesLabel}>
            {(field) => (
              <Hundredths
                {...field}
                unit={editor.times}
                max={10_000}
                value={memberDay.percent}
                onChange={(percent) => set({ memberDay: { ...memberDay, percent } })}
              />
            )}
          </Field>
        </Fields>
      )}
    </div>
  );
}
