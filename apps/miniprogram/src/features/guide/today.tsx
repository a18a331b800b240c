import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { useResource } from '../../platform/resource';
import { canScan } from '../../platform/scan';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Points } from '../../ui/figures';
import { moment } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Loaded } from '../../ui/loaded';
import { Press } from '../../ui/press';
import { Row } from '../../ui/row';
import { Skeleton, SkeletonRows } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { GuideInvitation } from '../../ui/way-in';
import { Screen } from '../../common/frame/screen';
import { type GuideHome, today } from './guide.resource';
import { LayerTag } from './layer-tag';
import { ScanSheet } from './scan-sheet';
import { type Scan, useScan } from './use-scan';
import './guide.scss';

/** Who was here today, and meeting the next one. */
export function TodayScreen() {
  const words = useWords();
  const home = useResource(today);
  const scan = useScan();
  if (home.value === null && home.problem?.code === 'GUIDE_REQUIRED') {
    return (
      <Screen title={words.guide.title}>
        <GuideInvitation />
      </Screen>
    );
  }
  return (
    <Screen title={words.guide.title} hasBar>
      <Loaded of={home} skeleton={<TodaySkeleton />}>
        {(value) => (
          <>
            <Summary home={value} />
            <Workspace />
            <Recent recent={value.recent} />
          </>
        )}
      </Loaded>
      <ScanBar scan={scan} />
      {scan.isSheetOpen ? <ScanSheet scan={scan} /> : null}
    </Screen>
  );
}

function Summary({ home }: { home: GuideHome }) {
  const words = useWords();
  return (
    <View className="today">
      <View>
        <View className="today__store">{home.guide.storeName}</View>
        <View className="today__name">{home.guide.name}</View>
      </View>
      <View className="today__count">
        <View className="today__label">{words.guide.scansToday}</View>
        <View className="today__figure">
          <Points value={home.scansToday} className="today__number" />
          {words.guide.people}
        </View>
      </View>
    </View>
  );
}

/** The other things a guide comes here for. */
function Workspace() {
  const words = useWords();
  return (
    <Card className="workspace">
      <Row
        icon="person"
        title={words.customers.title}
        hint={words.customers.hint}
        onPress={() => go('guide/customers')}
      />
      <Row icon="code" title={words.myCode.title} hint={words.myCode.hint} onPress={() => go('guide/code')} />
      <Row
        icon="message"
        title={words.myContact.title}
        hint={words.myContact.hint}
        onPress={() => go('guide/contact')}
      />
      <Row icon="gift" title={words.pickup.title} onPress={() => go('guide/pickup')} />
      <Row
        icon="wallet"
        title={words.wallet.title}
        hint={words.wallet.hint}
        onPress={() => go('wallet/wallet')}
      />
    </Card>
  );
}

function Recent({ recent }: { recent: GuideHome['recent'] }) {
  const words = useWords();
  if (recent.length === 0)
    return <EmptyState icon="scan" title={words.guide.empty} hint={words.guide.emptyHint} />;
  return (
    <Card title={words.guide.recent}>
      {recent.map(({ customer, scannedAtMs }) => (
        <Press
          key={customer.customerId + String(scannedAtMs)}
          className="row"
          onPress={() =>
            void Taro.navigateTo({ url: `/packages/guide/customer/index?id=${customer.customerId}` })
          }
        >
          <View className="row__icon">
            <Icon name="person" />
          </View>
          <View className="row__text">
            <View className="row__title">{customer.nickname ?? words.customer.anonymous}</View>
            <View className="row__hint">
              {words.guide.scannedAt(moment(scannedAtMs, serverNowMs(), words))}
            </View>
          </View>
          <LayerTag layer={customer.layer} />
        </Press>
      ))}
    </Card>
  );
}

function ScanBar({ scan }: { scan: Scan }) {
  const words = useWords();
  if (!canScan) {
    return (
      <View className="bottom-bar">
        <Button className="scan-button" onPress={scan.openSheet}>
          <Icon name="keys" />
          {words.guide.type}
        </Button>
      </View>
    );
  }
  return (
    <View className="bottom-bar">
      <Button className="scan-button" onPress={scan.scan}>
        <Icon name="scan" />
        {words.guide.scan}
      </Button>
      <Button look="quiet" onPress={scan.openSheet}>
        {words.guide.type}
      </Button>
    </View>
  );
}

function TodaySkeleton() {
  return (
    <>
      <Skeleton width="60%" height="44px" gap="24px" />
      <Card>
        <SkeletonRows count={5} />
      </Card>
    </>
  );
}
