import { View } from '@tarojs/components';
import { useState } from 'react';
import { type Messages, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { usePages } from '../../platform/pages';
import { Card } from '../../ui/card';
import { Choice } from '../../ui/choice';
import { Money, Points } from '../../ui/figures';
import { moment } from '../../ui/format.shared';
import { PagedList } from '../../ui/paged-list';
import { type Step, Steps } from '../../ui/steps';
import { type TimelineLine, timelineLines, timelinePlace, timelineTitle } from './card.shared';
import { openTimeline, type TimelinePart, timelineParts } from './guide.resource';

interface TimelineProps {
  readonly customerId: string;
  /** Whoever never bought is met by what they did. */
  readonly hasBought: boolean;
}

/** What passed between the brand and this customer, orders first. */
export function CustomerTimeline({ customerId, hasBought }: TimelineProps) {
  const words = useWords();
  const [part, setPart] = useState<TimelinePart>(hasBought ? 'orders' : 'all');
  const parts = Object.keys(timelineParts) as TimelinePart[];
  return (
    <Card title={words.customer.timeline}>
      <Choice
        isWide
        options={parts.map((one) => [one, words.customer.parts[one]] as const)}
        value={part}
        onChoose={setPart}
      />
      <Part key={part} customerId={customerId} part={part} />
    </Card>
  );
}

function Part({ customerId, part }: { customerId: string; part: TimelinePart }) {
  const words = useWords();
  const [open] = useState(() => openTimeline(customerId, part));
  const pages = usePages(open.timeline, open.loadMore, ({ id }) => id);
  return (
    <PagedList
      of={pages}
      skeletonRows={4}
      frame="none"
      empty={<View className="more">{words.customer.timelineEmpty}</View>}
    >
      {(items) => <Steps of={timelineLines(items).map((line) => stepOf(line, words))} />}
    </PagedList>
  );
}

/** By kind; one that is newer than this build looks like an event. */
const looks: Readonly<Record<string, Step['look']>> = {
  order: 'good',
  refund: 'danger',
  points: 'primary',
  touch: 'info',
};

function stepOf({ item, times }: TimelineLine, words: Messages): Step {
  const place = timelinePlace(item, words);
  const title = timelineTitle(item, words);
  return {
    key: item.id,
    title: times === 1 ? title : words.customer.times(title, times),
    hints: [moment(item.occurredAtMs, serverNowMs(), words), ...(place === '' ? [] : [place])],
    look: looks[item.kind],
    end: (
      <>
        {item.amountFen === null ? null : (
          <Money fen={item.kind === 'refund' ? -item.amountFen : item.amountFen} />
        )}
        {item.points === null ? null : <Points value={item.points} isChange className="timeline-points" />}
      </>
    ),
  };
}
