import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { usePages } from '../../platform/pages';
import { useRefresh } from '../../platform/use-refresh';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Points } from '../../ui/figures';
import { moment, points } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Loaded } from '../../ui/loaded';
import { PagedItems } from '../../ui/paged-list';
import { Press } from '../../ui/press';
import { Skeleton, SkeletonRows } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { GivingSheets } from './giving-sheets';
import { loadMoreTransfers, type Transfer, type Transfers, transfers } from './transfer.resource';
import { TransferSheet } from './transfer-sheet';
import { useGiving } from './use-transfer';
import './transfer.scss';

/** Points given and received, and giving some. */
export function TransferScreen() {
  const words = useWords();
  const t = words.transfer;
  const pages = usePages(transfers, loadMoreTransfers, ({ transferId }) => transferId);
  const giving = useGiving();
  const [openId, setOpenId] = useState<string | null>(null);
  const open = pages.value?.items.find(({ transferId }) => transferId === openId);
  useRefresh(open?.state === 'waiting', transfers.load);
  return (
    <Screen title={t.title} hasBar>
      <Loaded of={pages} skeleton={<TransferSkeleton />}>
        {(value) => (
          <>
            <Rules of={value} />
            <PagedItems of={pages} empty={<EmptyState icon="send" title={t.empty} hint={t.emptyHint} />}>
              {(items) =>
                // What waits for somebody is on top; what is settled stays below as a record.
                [...items.filter(isWaiting), ...items.filter((one) => !isWaiting(one))].map((one) => (
                  <Line key={one.transferId} of={one} onPress={() => setOpenId(one.transferId)} />
                ))
              }
            </PagedItems>
            <View className="bottom-bar">
              {value.rules.enabled ? <Button onPress={giving.start}>{t.send}</Button> : null}
              <Button look="quiet" onPress={() => go('transfer/claim')}>
                {t.claim}
              </Button>
            </View>
            <GivingSheets of={value} giving={giving} />
          </>
        )}
      </Loaded>
      {open === undefined ? null : <TransferSheet of={open} onClose={() => setOpenId(null)} />}
    </Screen>
  );
}

const isWaiting = ({ state }: Transfer): boolean => state === 'waiting';

function Rules({ of: { rules, leftToday } }: { of: Transfers }) {
  const words = useWords();
  const t = words.transfer;
  if (!rules.enabled) {
    return (
      <View className="notice notice--attention transfer-off">
        <Icon name="lock" />
        <View className="notice__text">
          <View>{t.off}</View>
          <View className="notice__hint">{t.offHint}</View>
        </View>
      </View>
    );
  }
  const lines = [
    t.rule.least(points(rules.minPoints)),
    ...(leftToday === null ? [] : [t.rule.left(points(leftToday))]),
    t.rule.ttl(`${rules.ttlHours}`),
    t.rule.expiry,
  ];
  return <View className="transfer-rules">{lines.join(' · ')}</View>;
}

function Line({ of, onPress }: { of: Transfer; onPress: () => void }) {
  const words = useWords();
  const t = words.transfer;
  const isSent = of.direction === 'sent';
  return (
    <Press className="row" onPress={onPress}>
      <View className="row__icon">
        <Icon name={isSent ? 'send' : 'points'} />
      </View>
      <View className="row__text">
        <View className="row__title">{isSent ? t.sent(of.other) : t.received(of.other)}</View>
        <View className="row__hint">{moment(of.createdAtMs, serverNowMs(), words)}</View>
      </View>
      <View className="row-end">
        <Points value={of.points} className="row-end__figure" />
        <View className={`tag ${of.state === 'waiting' ? 'tag--attention' : ''}`}>{t.states[of.state]}</View>
      </View>
    </Press>
  );
}

function TransferSkeleton() {
  return (
    <>
      <Skeleton width="100%" height="40px" gap="16px" />
      <Card>
        <SkeletonRows count={4} />
      </Card>
    </>
  );
}
