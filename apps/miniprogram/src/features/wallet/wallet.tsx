import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { go } from '../../platform/go';
import { useResource } from '../../platform/resource';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Points } from '../../ui/figures';
import { money, points } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Loaded } from '../../ui/loaded';
import { Row } from '../../ui/row';
import { Skeleton, SkeletonRows } from '../../ui/skeleton';
import { GuideInvitation } from '../../ui/way-in';
import { QuickLinks, QuickLinksSkeleton } from '../../ui/quick-links';
import { Screen } from '../../common/frame/screen';
import { WithdrawalSheets } from './withdrawal-sheets';
import { Lines } from './lines';
import { monthName, monthSums } from './statement.shared';
import { useWithdrawal } from './use-payout';
import { openLines, type Statement, type Wallet, wallet } from './wallet.resource';
import './wallet.scss';

/** What my work has earned me, what it is worth, and how to have it. */
export function WalletScreen() {
  const words = useWords();
  const state = useResource(wallet);
  if (state.value === null && state.problem?.code === 'GUIDE_REQUIRED') {
    return (
      <Screen title={words.wallet.title}>
        <GuideInvitation />
      </Screen>
    );
  }
  return (
    <Screen title={words.wallet.title} hasBar>
      <Loaded of={state} skeleton={<WalletSkeleton />}>
        {(value) => (
          <>
            <Balance of={value} />
            <WalletWays />
            <Month key={value.thisMonth.period} of={value.thisMonth} />
            <PayoutBar of={value} />
          </>
        )}
      </Loaded>
    </Screen>
  );
}

function Balance({ of }: { of: Wallet }) {
  const words = useWords();
  const t = words.wallet;
  return (
    <>
      <View className="wallet">
        <View className="wallet__label">{t.available}</View>
        <Points value={of.available} className="wallet__points" />
        <View className="wallet__foot figure">
          <View>{t.worth(money(of.availableFen))}</View>
          <View>{t.rate(money(of.fenPer100))}</View>
        </View>
      </View>
      {of.debt === 0 ? null : (
        <View className="notice notice--attention wallet__debt">
          <Icon name="alert" />
          <View className="notice__text">
            <View className="wallet__debt-title">{t.debtTitle(points(of.debt))}</View>
            <View className="notice__hint">{t.debt}</View>
          </View>
        </View>
      )}
      {of.pending === 0 && of.held === 0 ? null : (
        <Card className="wallet__waiting">
          {of.pending === 0 ? null : (
            <Row icon="clock" title={t.pending} hint={t.pendingHint} end={<Count of={of.pending} />} />
          )}
          {of.held === 0 ? null : (
            <Row icon="lock" title={t.held} hint={t.heldHint} end={<Count of={of.held} />} />
          )}
        </Card>
      )}
    </>
  );
}

const Count = ({ of }: { of: number }) => <Points value={of} className="wallet__count" />;

function WalletWays() {
  const words = useWords();
  const t = words.wallet.links;
  return (
    <QuickLinks
      to={[
        { icon: 'gift', text: t.gifts, onPress: () => go('gifts/shelf', { as: 'guide' }) },
        { icon: 'cash', text: t.payouts, onPress: () => go('wallet/payouts') },
        { icon: 'book', text: t.statements, onPress: () => go('wallet/statements') },
      ]}
    />
  );
}

function Month({ of }: { of: Statement }) {
  const words = useWords();
  const [lines] = useState(() => openLines(of.period));
  return (
    <Card title={`${words.wallet.month} · ${monthName(of.period, words)}`}>
      <View className="month">
        {monthSums(of, words).map(([label, sum]) => (
          <View className="month__one" key={label}>
            <View className="month__label">{label}</View>
            <Points value={sum} isChange className="month__sum" />
          </View>
        ))}
      </View>
      <Lines of={lines} period={of.period} />
    </Card>
  );
}

function PayoutBar({ of }: { of: Wallet }) {
  const words = useWords();
  const t = words.wallet;
  const withdrawal = useWithdrawal();
  const { isEnabled, minPoints, maxPointsNow } = of.payout;
  const canDraw = isEnabled && maxPointsNow >= minPoints;
  const text = !isEnabled ? t.payoutOff : canDraw ? t.payout : t.payoutLess(points(minPoints));
  return (
    <>
      <View className="bottom-bar">
        <Button isOff={!canDraw} onPress={withdrawal.start}>
          {text}
        </Button>
      </View>
      <WithdrawalSheets of={of} withdrawal={withdrawal} />
    </>
  );
}

function WalletSkeleton() {
  return (
    <>
      <Skeleton width="100%" height="150px" gap="12px" />
      <QuickLinksSkeleton count={3} />
      <Card>
        <SkeletonRows count={5} />
      </Card>
    </>
  );
}
