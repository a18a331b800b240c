import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { type Language, changeLanguage, useLanguage } from '../../platform/language';
import { go } from '../../platform/go';
import { useResource } from '../../platform/resource';
import { Card } from '../../ui/card';
import { Choice } from '../../ui/choice';
import { day } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { Row } from '../../ui/row';
import { Skeleton } from '../../ui/skeleton';
import { ProblemNotice } from '../../ui/states';
import { toast } from '../../ui/toast';
import { AvatarField } from '../../common/avatar/avatar-field';
import { Face } from '../../common/avatar/face';
import { myAvatar, useSettingAvatar } from '../../common/avatar/my-avatar';
import { myGuide } from '../../common/guide/my-guide';
import type { MemberHome } from '../../common/home/member-home';
import { useMemberHome } from '../../common/home/use-member-home';
import { PersonRow } from '../../common/person/person-row';
import { TextSizeRow } from '../../common/person/text-size-row';
import { Screen } from '../../common/frame/screen';
import './me.scss';

/** Who I am here, and the way to what is known about me. */
export function MeScreen() {
  const words = useWords();
  const home = useMemberHome();
  const guide = home.value?.guide ?? null;
  const isMember = home.value?.isMember === true;
  return (
    <Screen title={words.tabs.me} isTab>
      <Loaded of={home} skeleton={<Skeleton width="100%" height="76px" gap="16px" />}>
        {(value) => <Profile home={value} />}
      </Loaded>
      {isMember ? <Own /> : null}
      <Card className="me__list">
        {guide === null ? null : (
          <Row icon="store" title={words.me.guide} hint={guide.storeName} onPress={() => go('guide/today')} />
        )}
        <Row icon="shield" title={words.me.data} hint={words.me.dataHint} onPress={() => go('data/mine')} />
        <Row icon="language" title={words.me.language} end={<LanguageChoice />} />
        <TextSizeRow />
        <PersonRow />
      </Card>
      <Card className="me__list">
        <Row icon="store" title={words.stores.title} onPress={() => go('stores/list')} />
        <Row icon="message" title={words.mine.help} onPress={() => go('help/questions')} />
        <Row
          icon="book"
          title={words.mine.terms}
          onPress={() => go('join/terms', { purpose: 'membership' })}
        />
        <Row icon="shield" title={words.privacy.title} onPress={() => go('help/privacy')} />
        <Row icon="store" title={words.mine.about} onPress={() => go('help/about')} />
      </Card>
    </Screen>
  );
}

/** What a member has here, behind one tap each. */
function Own() {
  const t = useWords().mine;
  return (
    <Card className="me__list">
      <Row icon="bag" title={t.orders} onPress={() => go('orders/list')} />
      <Row icon="gift" title={t.gifts} onPress={() => go('gifts/orders')} />
      <Row icon="send" title={t.transfers} onPress={() => go('transfer/list')} />
      <Row icon="tier" title={t.tier} onPress={() => go('tier/tier')} />
      <GuideRow />
    </Card>
  );
}

/** Who looks after the member, by name. */
function GuideRow() {
  const t = useWords().guideOfMine;
  const guide = useResource(myGuide).value?.guide;
  const hint = guide ? [guide.name, guide.storeName].filter((part) => part !== null).join(' · ') : t.noneRow;
  return (
    <Row
      icon="person"
      title={t.row}
      {...(guide === undefined ? {} : { hint })}
      onPress={() => go('stores/guide')}
    />
  );
}

function Profile({ home: { member } }: { home: MemberHome }) {
  const words = useWords();
  const setting = useSettingAvatar();
  const name = member === null ? words.me.guest : (member.nickname ?? words.home.anonymous);
  const hint = member === null ? words.me.guestHint : words.home.memberSince(day(member.joinedAtMs, words));
  return (
    <>
      <View className="profile">
        {member === null ? (
          <Face image={null} name={null} className="profile__face" />
        ) : (
          <OwnFace name={member.nickname} setting={setting} />
        )}
        <View className="profile__text">
          <View className="profile__name">{name}</View>
          <View className="profile__hint">{hint}</View>
        </View>
      </View>
      {setting.problem === null ? null : <ProblemNotice problem={setting.problem} />}
    </>
  );
}

/** The member's picture, changed by pressing it. */
function OwnFace({ name, setting }: { name: string | null; setting: ReturnType<typeof useSettingAvatar> }) {
  const t = useWords().avatar;
  const image = useResource(myAvatar).value?.image ?? null;
  const take = (chosen: string | null): void => {
    if (chosen === null) toast(t.unreadable);
    else setting.run(chosen);
  };
  return (
    <AvatarField className="profile__change" label={t.change} isBusy={setting.isRunning} onImage={take}>
      <Face image={image} name={name} className="profile__face" />
    </AvatarField>
  );
}

const languages: readonly (readonly [Language, string])[] = [
  ['zh', '中文'],
  ['en', 'English'],
];

function LanguageChoice() {
  const current = useLanguage();
  return <Choice options={languages} value={current} onChoose={changeLanguage} />;
}
