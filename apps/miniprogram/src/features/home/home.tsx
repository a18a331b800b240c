import Taro from '@tarojs/taro';
import { type ComponentType, useState } from 'react';
import { useWords } from '../../messages';
import { go } from '../../platform/go';
import { useStore } from '../../platform/store';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Loaded } from '../../ui/loaded';
import { QuickLinks } from '../../ui/quick-links';
import { Row } from '../../ui/row';
import { EmptyState } from '../../ui/states';
import { PointsLines } from '../../common/points/points-line';
import { Screen } from '../../common/frame/screen';
import { AgreeAgain } from '../../common/privacy/agree-again';
import { Attention } from './attention';
import { CodeSheet } from './code-sheet';
import { HomeSkeleton } from './home-skeleton';
import { type Member, type MemberHome, welcomed } from '../../common/home/member-home';
import { ReminderOffer } from '../../common/reminders/offer';
import { MemberCard } from './member-card';
import { Live } from './live';
import { TierStrip } from './tier-strip';
import { WaitingGift } from './waiting-gift';
import { useMemberHome } from '../../common/home/use-member-home';
import './home.scss';

interface HomeScreenProps {
  /** What somebody who has not joined sees instead. */
  readonly Visitor: ComponentType<{ home: MemberHome }>;
}

/** What do I have, and what can I do with it now. */
export function HomeScreen({ Visitor }: HomeScreenProps) {
  const words = useWords();
  const home = useMemberHome();
  const isJoining = home.value !== null && home.value.member === null;
  return (
    <Screen title={home.value?.brand.name ?? words.tabs.home} isTab hasBar={isJoining}>
      <Loaded of={home} skeleton={<HomeSkeleton />}>
        {(value) =>
          value.member === null ? <Visitor home={value} /> : <MemberPage home={value} member={value.member} />
        }
      </Loaded>
    </Screen>
  );
}

function MemberPage({ home, member }: { home: MemberHome; member: Member }) {
  const words = useWords();
  const [isCodeOpen, setCodeOpen] = useState(false);
  const { isNew } = useStore(welcomed);
  return (
    <>
      <MemberCard brand={home.brand} member={member} />
      <Button className="home__code" label={words.home.showCodeLabel} onPress={() => setCodeOpen(true)}>
        {words.home.showCode}
      </Button>
      <AgreeAgain of={home} />
      {isNew ? <ReminderOffer moment="joined" /> : null}
      <WaitingGift />
      <Attention member={member} />
      <TierStrip member={member} />
      <GiftLinks />
      <Live of={home.live} />
      <Shortcuts home={home} />
      <LatestPoints items={home.latestPoints} />
      {isCodeOpen ? <CodeSheet onClose={() => setCodeOpen(false)} /> : null}
    </>
  );
}

function GiftLinks() {
  const t = useWords().homeNow;
  return (
    <QuickLinks
      to={[
        { icon: 'gift', text: t.gifts, onPress: () => go('gifts/shelf') },
        { icon: 'bag', text: t.myGifts, onPress: () => go('gifts/orders') },
        { icon: 'send', text: t.give, onPress: () => go('transfer/list') },
        { icon: 'points', text: t.claim, onPress: () => go('transfer/claim') },
      ]}
    />
  );
}

function Shortcuts({ home }: { home: MemberHome }) {
  const words = useWords();
  if (home.unreadMessages === 0 && home.guide === null) return null;
  return (
    <Card className="home__shortcuts">
      {home.unreadMessages === 0 ? null : (
        <Row
          icon="inbox"
          title={words.home.unread(home.unreadMessages)}
          onPress={() => void Taro.switchTab({ url: '/pages/inbox/index' })}
        />
      )}
      {home.guide === null ? null : (
        <Row
          icon="store"
          title={words.home.guide}
          hint={home.guide.storeName}
          onPress={() => void Taro.navigateTo({ url: '/packages/guide/today/index' })}
        />
      )}
    </Card>
  );
}

function LatestPoints({ items }: { items: MemberHome['latestPoints'] }) {
  const words = useWords();
  const toHistory = () => void Taro.switchTab({ url: '/pages/points/index' });
  return (
    <Card
      title={words.home.latestPoints}
      more={items.length === 0 ? undefined : { text: words.home.allPoints, onPress: toHistory }}
    >
      {items.length === 0 ? (
        <EmptyState icon="points" title={words.home.noPoints} hint={words.home.noPointsHint} />
      ) : (
        <PointsLines items={items} />
      )}
    </Card>
  );
}
