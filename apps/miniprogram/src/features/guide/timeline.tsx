import { View } from '@tarojs/components';
import { type Messages, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { usePages } from '../../platform/pages';
import { Card } from '../../ui/card';
import { Money, Points } from '../../ui/figures';
import { moment } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { LoadMore } from '../../ui/load-more';
import { SkeletonRows } from '../../ui/skeleton';
import { type Step, Steps } from '../../ui/steps';
import { timelinePlace, timelineTitle } from './card.shared';
import type { OpenCustomer, TimelineItem } from './guide.resource';

/** What passed between the brand and this customer, newest first. */
export function CustomerTimeline({ of: customer }: { of: OpenCustomer }) {
  const words = useWords();
  const pages = usePages(customer.timeline, customer.loadMore, ({ id }) => id);
  return (
    <Card title={words.customer.timeline}>
      <Loaded of={pages} skeleton={<SkeletonRows count={4} />}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <View className="more">{words.customer.timelineEmpty}</View>
          ) : (
            <>
              <Steps of={items.map((item) => stepOf(item, words))} />
              <LoadMore hasMore={nextCursor !== null} of={pages} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

/** By kind; one that is newer than this build looks like an event. */
const looks: Readonly<Record<string, Step['look']>> = {
  order: 'good',
  refund: 'danger',
  points: 'primary',
  touch: 'info',
};

function stepOf(item: TimelineItem, words: Messages): Step {
  const place = timelinePlace(item, words);
  return {
    key: item.id,
    title: timelineTitle(item, words),
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
