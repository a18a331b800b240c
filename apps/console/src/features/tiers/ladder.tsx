import { useLanguage } from '../../app/language';
import { TierTag } from '../../app/tiers';
import { DataTable, type Column } from '../../ui/data-table';
import { formatPoints, UNKNOWN } from '../../ui/format';
import type { Level, Scheme } from './scheme';
import { figureText } from './scheme-lines';
import { useTierWords } from './tier-words';
import styles from './tiers.module.css';

interface Rung extends Level {
  readonly number: number;
}

/** The levels of a scheme side by side, highest on top: what each takes and what it gives. */
export function Ladder({ scheme }: { readonly scheme: Scheme }) {
  const words = useTierWords();
  const { editor } = words;
  const language = useLanguage();
  const columns: readonly Column<Rung>[] = [
    {
      key: 'name',
      title: words.distribution.level,
      render: ({ number, name, colour }) => <TierTag level={number} name={name[language]} colour={colour} />,
    },
    {
      key: 'threshold',
      title: editor.threshold,
      align: 'end',
      render: ({ threshold }) =>
        threshold === 0 ? editor.thresholdFirst : figureText(scheme.basis, threshold, words),
    },
    {
      key: 'gift',
      title: editor.giftPoints,
      align: 'end',
      render: ({ giftPoints }) =>
        giftPoints === 0 ? UNKNOWN : `${formatPoints(giftPoints)} ${editor.points}`,
    },
    {
      key: 'benefits',
      title: editor.benefits,
      render: ({ benefits }) => (
        <span className={styles.note}>
          {benefits.map(({ text }) => text[language]).join(' · ') || UNKNOWN}
        </span>
      ),
    },
  ];
  const rungs = scheme.levels.map((level, index): Rung => ({ ...level, number: index + 1 })).reverse();
  return (
    <DataTable
      caption={words.document.sections.levels}
      columns={columns}
      rows={rungs}
      keyOf={({ number }) => String(number)}
    />
  );
}
