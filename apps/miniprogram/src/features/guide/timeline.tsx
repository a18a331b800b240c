import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { usePages } from '../../platform/pages';
import { Card } from '../../ui/card';
import { Money, Points } from '../../ui/figures';
import { moment } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { More } from '../../ui/more';
import { SkeletonRows } from '../../ui/skeleton';
import { timelinePlace, timelineTitle } from './card.shared';
import type { OpenCustomer, TimelineItem } from './guide.resource';

/** What passed between the brand and this customer, newest first. */
export function CustomerTimeline({ of: customer }: { of: OpenCustomer }) {
  const words = useWords();
  const pages = usePages(customer.timeline, customer.loadMore);
  return (
    <Card title={words.customer.timeline}>
      <Loaded of={pages} skeleton={<SkeletonRows count={4} />}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <View className="more">{words.customer.timelineEmpty}</View>
          ) : (
            <>
              {items.map((item, index) => (
                <Step key={item.id} item={item} isLast={index === items.length - 1} />
              ))}
              <More hasMore={nextCursor !== null} of={pages} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

function Step({ item, isLast }: { item: TimelineItem; isLast: boolean }) {
  const words = useWords();
  const place = timelinePlace(item, words);
  return (
    <View className={`step step--${item.kind} ${isLast ? 'step--last' : ''}`}>
      <View className="step__dot" />
      <View className="step__text">
        <View className="step__title">{timelineTitle(item, words)}</View>
        <View className="step__hint">{moment(item.occurredAtMs, serverNowMs(), words)}</View>
        {place === '' ? null : <View className="step__hint">{place}</View>}
      </View>
      <View className="step__end">
        {item.amountFen === null ? null : (
          <Money fen={item.kind === 'refund' ? -item.amountFen : item.amountFen} />
        )}
        {item.points === null ? null : <Points value={item.points} isChange className="step__points" />}
      </View>
    </View>
  );
}
