import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { deliveredAs } from '../../platform/deliver-file';
import { useResource } from '../../platform/resource';
import { Card } from '../../ui/card';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { day, points } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { Row } from '../../ui/row';
import { SkeletonRows } from '../../ui/skeleton';
import { ProblemNotice } from '../../ui/states';
import { toast } from '../../ui/toast';
import { Screen } from '../../common/frame/screen';
import { myAvatar, useRemovingAvatar } from '../../common/avatar/my-avatar';
import { PhoneButton } from '../../common/phone/phone-button';
import { BirthdayCard } from './birthday-card';
import { ConsentCard } from './consent-card';
import { EraseSheet } from './erase-sheet';
import type { MyData } from './mydata.resource';
import { NicknameSheet } from './nickname-sheet';
import { useAddMobile, useExport, useMyData } from './use-mydata';
import './mydata.scss';

/** What the brand knows, what was agreed to, and how to take it along or end it. */
export function MyDataScreen() {
  const words = useWords();
  const { state, textsInForce } = useMyData();
  return (
    <Screen title={words.data.title}>
      <Loaded of={state} skeleton={<SkeletonRows count={6} />}>
        {(data) => (
          <>
            <Known data={data} />
            <BirthdayCard />
            <ConsentCard data={data} textsInForce={textsInForce} />
            <Held held={data.held} />
            <Actions />
          </>
        )}
      </Loaded>
    </Screen>
  );
}

function Known({ data }: { data: MyData }) {
  const words = useWords();
  const [isNaming, setNaming] = useState(false);
  const facts = [
    [words.data.mobile, data.mobileMasked ?? words.data.notGiven],
    [words.data.joined, data.joinedAtMs === null ? words.data.notJoined : day(data.joinedAtMs, words)],
  ] as const;
  return (
    <Card title={words.data.known}>
      {data.joinedAtMs === null ? null : (
        <Row
          icon="person"
          title={data.nickname ?? words.data.notGiven}
          hint={words.data.nickname}
          onPress={() => setNaming(true)}
        />
      )}
      {isNaming ? <NicknameSheet known={data.nickname} onClose={() => setNaming(false)} /> : null}
      {data.joinedAtMs === null ? null : <RemoveAvatar />}
      {facts.map(([label, value]) => (
        <Fact key={label} label={label} value={value} />
      ))}
      {data.mobileMasked === null && data.joinedAtMs !== null ? <AddMobile /> : null}
      <View className="fact__section">{words.data.identities}</View>
      {data.identities.map(({ kind, masked, sinceMs }) => (
        <Fact
          key={kind + masked}
          label={words.data.kinds[kind] ?? kind}
          value={masked}
          hint={words.data.since(day(sinceMs, words))}
        />
      ))}
    </Card>
  );
}

/** Where a picture is kept, the way to have none. */
function RemoveAvatar() {
  const t = useWords().avatar;
  const hasImage = Boolean(useResource(myAvatar).value?.image);
  const [isAsking, setAsking] = useState(false);
  const removing = useRemovingAvatar(() => setAsking(false));
  if (!hasImage) return null;
  return (
    <>
      <Row icon="erase" title={t.remove} onPress={() => setAsking(true)} />
      {isAsking ? (
        <ConfirmSheet
          title={t.remove}
          facts={[]}
          what={t.removeWhat}
          confirm={t.removeConfirm}
          look="danger"
          action={removing}
          onConfirm={removing.run}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

function AddMobile() {
  const words = useWords();
  const adding = useAddMobile();
  const add = (phoneCode: string | null): void => {
    if (phoneCode === null) toast(words.data.mobileRefused);
    else void adding.run(phoneCode);
  };
  return (
    <View className="add-mobile">
      <View className="fact__hint">{words.data.mobileWhy}</View>
      <PhoneButton isBusy={adding.isRunning} onCode={add}>
        {words.data.addMobile}
      </PhoneButton>
      {adding.problem === null ? null : <ProblemNotice problem={adding.problem} />}
    </View>
  );
}

function Fact({ label, value, hint }: { label: string; value: string; hint?: string }) {
  return (
    <View className="fact">
      <View className="fact__label">{label}</View>
      <View className="fact__value">
        <View className="figure">{value}</View>
        {hint === undefined ? null : <View className="fact__hint">{hint}</View>}
      </View>
    </View>
  );
}

function Held({ held }: { held: MyData['held'] }) {
  const words = useWords();
  const counts = [
    [words.data.orders, held.orders],
    [words.data.events, held.events],
    [words.data.messages, held.messages],
  ] as const;
  return (
    <Card title={words.data.held}>
      <View className="held">
        {counts.map(([label, count]) => (
          <View className="held__one" key={label}>
            <View className="held__count figure">{points(count)}</View>
            <View className="held__label">{label}</View>
          </View>
        ))}
      </View>
    </Card>
  );
}

function Actions() {
  const words = useWords();
  const toRead = useExport('text');
  const toKeep = useExport('json');
  const [isErasing, setErasing] = useState(false);
  return (
    <Card className="me__list">
      <Row
        icon="export"
        title={words.data.exportData}
        hint={words.data.exportHint[deliveredAs]}
        onPress={toRead.run}
      />
      {toRead.problem === null ? null : <ProblemNotice problem={toRead.problem} onRetry={toRead.run} />}
      <Row
        icon="export"
        title={words.data.exportRaw}
        hint={words.data.exportRawHint[deliveredAs]}
        onPress={toKeep.run}
      />
      {toKeep.problem === null ? null : <ProblemNotice problem={toKeep.problem} onRetry={toKeep.run} />}
      <Row
        icon="erase"
        title={words.data.erase}
        hint={words.data.eraseHint}
        onPress={() => setErasing(true)}
      />
      {isErasing ? <EraseSheet onClose={() => setErasing(false)} /> : null}
    </Card>
  );
}
