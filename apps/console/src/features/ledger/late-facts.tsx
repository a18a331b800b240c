import type { ReplyOf } from '@liuliang/contract/client';
import { IdLink } from '../../app/id-link';
import { Facts } from '../../ui/facts';
import { Instant } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { lateStory, type LateFigures } from './late-story';
import { SourceName } from './parts';
import { useLedgerWords } from './words';

interface Props {
  readonly transaction: ReplyOf<'ledgerTransaction'>;
}

/** What a correction after a late fact is about, in words; nothing for other transactions. */
export function LateFacts({ transaction: { explanation, late } }: Props) {
  const { late: w } = useLedgerWords();
  const story = lateStory(explanation);
  if (!story || !late) return null;
  const figures = (['points', 'growth', 'guidePoints'] as const).filter(
    (name) => story.before && story.after && story.before[name] !== story.after[name],
  );
  const told = (name: keyof LateFigures): string =>
    `${formatCount(story.before?.[name])} → ${formatCount(story.after?.[name])}`;
  return (
    <Panel title={w.title} hint={w.rules[story.rule]}>
      <Facts
        of={[
          [w.came, <SourceName key="came" source={late.cause} />],
          ...(story.atMs === null ? [] : [[w.happened, <Instant key="at" value={story.atMs} />] as const]),
          ...(late.corrects === null
            ? []
            : [[w.source, <IdLink key="source" id={late.corrects} />] as const]),
          ...figures.map((name) => [w.figures[name], told(name)] as const),
        ]}
      />
    </Panel>
  );
}
