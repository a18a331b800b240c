import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { canScan } from '../../platform/scan';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmSheet } from '../../ui/confirm-sheet';
import { type Fact, Facts } from '../../ui/facts';
import { OtherCode } from '../../ui/other-code';
import { Field } from '../../ui/field';
import { instant, money, points } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { Picture } from '../../ui/picture';
import { ReceiptSheet } from '../../ui/receipt-sheet';
import { Row } from '../../ui/row';
import { Sheet } from '../../ui/sheet';
import { ProblemNotice } from '../../ui/states';
import { GuideInvitation } from '../../ui/way-in';
import { useMemberHome } from '../../common/home/use-member-home';
import { Screen } from '../../common/frame/screen';
import { type GiftPickup, type Pickup, usePickup } from './use-pickup';
import './pickup.scss';

/** At the counter: what a pickup code stands for, then handing the gift over. */
export function PickupScreen() {
  const words = useWords();
  const t = words.pickup;
  const pickup = usePickup();
  const home = useMemberHome();
  if (home.value !== null && home.value.guide === null) {
    return (
      <Screen title={t.title}>
        <GuideInvitation />
      </Screen>
    );
  }
  return (
    <Screen title={t.title} hasBar>
      <Card>
        <View className="sheet-text">{t.hint}</View>
        <Field
          key={pickup.round}
          value={pickup.typed}
          label={t.placeholder}
          maxLength={32}
          isDigits
          hasFocus={!canScan}
          onChange={pickup.type}
          onDone={pickup.isLongEnough ? pickup.look : undefined}
        />
        {pickup.isMemberCode ? (
          <OtherCode text={t.isMemberCode} act={t.meetMember} onPress={pickup.meetMember} />
        ) : null}
        {pickup.looking.problem === null ? null : (
          <ProblemNotice problem={pickup.looking.problem} hint={t.whyFailed[pickup.looking.problem.code]} />
        )}
      </Card>
      <Card className="pickup-more">
        <Row icon="book" title={t.history} onPress={() => go('guide/handed')} />
      </Card>
      <View className="bottom-bar">
        <Button
          look={canScan && !pickup.isLongEnough ? 'plain' : 'primary'}
          isOff={!pickup.isLongEnough || pickup.isMemberCode}
          isBusy={pickup.looking.isRunning}
          onPress={pickup.look}
        >
          {t.check}
        </Button>
        {canScan ? (
          <Button className="scan-pickup" onPress={pickup.scan}>
            <Icon name="scan" />
            {t.scan}
          </Button>
        ) : null}
      </View>
      <Sheets pickup={pickup} />
    </Screen>
  );
}

function Sheets({ pickup }: { pickup: Pickup }) {
  const words = useWords();
  const t = words.pickup;
  const facts = useFacts();
  if (pickup.handed !== null) {
    const at = pickup.handed.collectedAtMs;
    return (
      <ReceiptSheet
        title={t.receiptTitle}
        lead={t.receiptLead}
        facts={[...facts(pickup.handed), [t.at, at === null ? null : instant(at, serverNowMs(), words)]]}
        id={pickup.handed.orderId}
        done={t.next}
        onClose={pickup.next}
      />
    );
  }
  if (pickup.found === null) return null;
  const { found, handing } = pickup;
  if (found.state !== 'reserved') return <Settled of={found} onClose={pickup.leave} />;
  return (
    <ConfirmSheet
      title={t.previewTitle}
      facts={[...facts(found), [t.until, instant(found.expiresAtMs, serverNowMs(), words)]]}
      what={found.cashFen === 0 ? t.what : t.whatCash(money(found.cashFen))}
      confirm={t.confirm}
      action={handing}
      hint={handing.problem === null ? undefined : t.whyFailed[handing.problem.code]}
      onConfirm={pickup.hand}
      onClose={pickup.leave}
    >
      <View className="pickup-picture">
        <Picture name={found.picture} size="wide" />
      </View>
    </ConfirmSheet>
  );
}

/** A gift that was collected or given back: what became of it, when and where, and nothing to hand over. */
function Settled({ of, onClose }: { of: GiftPickup; onClose: () => void }) {
  const words = useWords();
  const t = words.pickup;
  const facts = useFacts();
  const at = of.collectedAtMs;
  return (
    <Sheet title={t.settledTitle[of.state] ?? t.previewTitle} onClose={onClose}>
      <Facts
        of={[
          ...facts(of),
          [t.at, at === null ? null : instant(at, serverNowMs(), words)],
          [t.where, of.store],
        ]}
      />
      <View className="sheet-text">{t.settledWhat}</View>
      <Button look="plain" onPress={onClose}>
        {words.common.close}
      </Button>
    </Sheet>
  );
}

/** What is handed to whom. */
function useFacts(): (of: GiftPickup) => readonly Fact[] {
  const words = useWords();
  const t = words.pickup;
  return (of) => [
    [t.gift, of.name],
    [t.who, of.who ?? (of.audience === 'guide' ? t.guide : t.anonymous)],
    [t.points, points(of.points)],
    [t.cash, of.cashFen === 0 ? null : money(of.cashFen)],
    [t.state, words.gifts.states[of.state]],
  ];
}
