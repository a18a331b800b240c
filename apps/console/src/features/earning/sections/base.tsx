import { Choice, Field, Hundredths } from '../../../ui/form';
import { useEarningWords, useEditor } from '../editor';
import styles from '../earning.module.css';
import { RateFields } from './rate-fields';

/** What an order gives to the member and to the guide. */
export function BaseSection() {
  const { editor } = useEarningWords();
  const { rules, change, faultAt } = useEditor();
  return (
    <div className={styles.stack}>
      <Field label={editor.points} fault={faultAt('base')}>
        {(field) => (
          <RateFields
            {...field}
            of={editor.points}
            unit={editor.points}
            value={rules.base}
            onChange={(base) => change({ base })}
          />
        )}
      </Field>
      <Field label={editor.growth} fault={faultAt('growth')}>
        {(field) => (
          <RateFields
            {...field}
            of={editor.growth}
            unit={editor.growth}
            value={rules.growth}
            onChange={(growth) => change({ growth })}
          />
        )}
      </Field>
      <GuideReward />
    </div>
  );
}

function GuideReward() {
  const { editor } = useEarningWords();
  const { rules, change, faultAt } = useEditor();
  const { guide } = rules;
  const choose = (kind: 'none' | 'rate' | 'share') =>
    change({
      guide:
        kind === 'none'
          ? null
          : kind === 'rate'
            ? { kind, points: 1, perFen: 1000 }
            : { kind, permille: 100 },
    });
  return (
    <Field label={editor.guideKind} fault={faultAt('guide')}>
      {(field) => (
        <span className={styles.close}>
          <Choice
            label={editor.guideKind}
            values={['none', 'rate', 'share']}
            names={editor.guideKinds}
            value={guide?.kind ?? 'none'}
            onChange={choose}
          />
          {guide?.kind === 'rate' && (
            <RateFields
              {...field}
              of={editor.guidePoints}
              unit={editor.guidePoints}
              value={guide}
              onChange={(rate) => change({ guide: { kind: 'rate', ...rate } })}
            />
          )}
          {guide?.kind === 'share' && (
            <span className={styles.number}>
              <Hundredths
                {...field}
                aria-label={editor.share}
                unit="%"
                max={100_000}
                value={guide.permille * 10}
                // Kept in thousandths: a tenth of a percent is the finest share.
                onChange={(hundredths) =>
                  change({ guide: { kind: 'share', permille: Math.floor(hundredths / 10) } })
                }
              />
            </span>
          )}
        </span>
      )}
    </Field>
  );
}
