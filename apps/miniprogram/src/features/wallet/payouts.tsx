import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { usePages } from '../../platform/pages';
import { Card } from '../../ui/card';
import { Money } from '../../ui/figures';
import { moment, points } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { LoadMore } from '../../ui/load-more';
import { Press } from '../../ui/press';
import { SkeletonRows } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { PayoutSheet } from './payout-sheet';
import { loadMorePayouts, type Payout, payouts } from './wallet.resource';
import './wallet.scss';

/** Guide points that became money, or are on their way. */
export function PayoutsScreen() {
  const words = useWords();
  const pages = usePages(payouts, loadMorePayouts, ({ payoutId }) => payoutId);
  const [openId, setOpenId] = useState<string | null>(null);
  const open = pages.value?.items.find(({ payoutId }) => payoutId === openId);
  return (
    <Screen title={words.wallet.payouts}>
      <Loaded
        of={pages}
        skeleton={
          <Card>
            <SkeletonRows count={4} />
          </Card>
        }
      >
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <EmptyState icon="cash" title={words.wallet.payoutsEmpty} hint={words.wallet.payoutsEmptyHint} />
          ) : (
            <Card>
              {items.map((payout) => (
                <Line key={payout.payoutId} of={payout} onPress={() => setOpenId(payout.payoutId)} />
              ))}
              <LoadMore hasMore={nextCursor !== null} of={pages} />
            </Card>
          )
        }
      </Loaded>
      {open === undefined ? null : (
        <PayoutSheet key={open.payoutId} of={open} onClose={() => setOpenId(null)} />
      )}
    </Screen>
  );
}

const looks: Partial<Record<Payout['state'], string>> = {
  awaiting_claim: 'tag--attention',
  paid: 'tag--good',
  failed: 'tag--danger',
};

function Line({ of, onPress }: { of: Payout; onPress: () => void }) {
  const words = useWords();
  return (
    <Press className="row" onPress={onPress}>
      <View className="row__text">
        <Money fen={of.amountFen} className="payout__money" />
        <View className="row__hint figure">{words.gifts.price(points(of.points))}</View>
        <View className="row__hint">{moment(of.requestedAtMs, serverNowMs(), words)}</View>
      </View>
      <View className={`tag ${looks[of.state] ?? ''}`}>{words.wallet.states[of.state]}</View>
    </Press>
  );
}
