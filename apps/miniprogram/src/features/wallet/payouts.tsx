import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { usePages } from '../../platform/pages';
import { Money } from '../../ui/figures';
import { moment, points } from '../../ui/format.shared';
import { PagedList } from '../../ui/paged-list';
import { Press } from '../../ui/press';
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
      <PagedList
        of={pages}
        skeletonRows={4}
        empty={
          <EmptyState icon="cash" title={words.wallet.payoutsEmpty} hint={words.wallet.payoutsEmptyHint} />
        }
      >
        {(items) =>
          items.map((payout) => (
            <Line key={payout.payoutId} of={payout} onPress={() => setOpenId(payout.payoutId)} />
          ))
        }
      </PagedList>
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
