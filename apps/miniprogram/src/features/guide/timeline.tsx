import { View } from '@tarojs/components';
import { type Messages, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { usePages } from '../../platform/pages';
import { Card } from '../../ui/card';
import { Money, Points } from '../../ui/figures';
import { moment } from '../../ui/format.shared';
import { PagedList } from '../../ui/paged-list';
import { type Step, Steps } from '../../ui/steps';
import { timelinePlace, timelineTitle } from './card.shared';
import type { OpenCustomer, TimelineItem } from './guide.resource';

/** What passed between the brand and this customer, newest first. */
export function CustomerTimeline({ of: customer }: { of: OpenCustomer }) {
  const words = useWords();
  const pages = usePages(customer.timeline, customer.loadMore, ({ id }) => id);
  return (
    <Card title={words.customer.timeline}>
      <PagedList
        of={pages}
        skeletonRows={4}
        frame="none"
        empty={<View className="more">{words.customer.timelineEmpty}</View>}
      >
        {(items) => <Steps of={items.map((item) => stepOf(item, words))} />}
      </PagedList>
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
