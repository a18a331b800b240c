import { wordFor } from '../../app/language';
import { Instant } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { lateStory, type LateFigures } from './late-story';
import { Facts } from './parts';
import { useLedgerWords } from './words';

interface Props {
  readonly explanation: Readonly<Record<string, unknown>>;
}

/** What a correction after a late fact is about, in words; nothing for other transactions. */
export function LateFacts({ explanation }: Props) {
  const { late: w } = useLedgerWords();
  const story = lateStory(explanation);
  if (!story) return null;
  const figures = (['points', 'growth', 'guidePoints'] as const).filter(
    (name) => story.before && story.after && story.before[name] !== story.after[name],
  );
  const told = (name: keyof LateFigures): string =>
    `${formatCount(story.before?.[name])} → ${formatCount(story.after?.[name])}`;
  return (
    <Panel title={w.title} hint={w.rules[story.rule]}>
      <Facts
        of={[
          [
            w.came,
            <span key="came">
              {wordFor(w.causes, story.kind)}
              {story.atMs !== null && (
                <>
                  {' · '}
                  <Instant value={story.atMs} />
                </>
              )}
            </span>,
          ],
          ...(story.source === null ? [] : [[w.source, <code key="source">{story.source}</code>] as const]),
          ...figures.map((name) => [w.figures[name], told(name)] as const),
        ]}
      />
    </Panel>
  );
}
