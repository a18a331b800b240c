import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { go } from '../../platform/go';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Row } from '../../ui/row';
import { ProblemNotice } from '../../ui/states';
import { toast } from '../../ui/toast';
import { ComeBy } from '../../common/arrival/come-by';
import type { MemberHome } from '../../common/home/member-home';
import { PhoneButton } from '../../common/phone/phone-button';
import { ConsentChoice } from './consent-choice';
import { useJoin } from './use-join';
import './join.scss';

/** Before joining: what it gives, what is asked, one button. */
export function JoinPage({ home }: { home: MemberHome }) {
  const words = useWords();
  const textOf = useBilingual();
  const form = useJoin(home);
  return (
    <View className="join">
      <View className="join__hero">
        <View className="join__brand">{home.brand.name}</View>
        <View className="join__slogan">{home.brand.slogan}</View>
        <ComeBy />
      </View>
      <Card title={words.join.offers}>
        {home.joinOffer.map((offer) => (
          <View className="join__offer" key={offer.zh}>
            <View className="join__offer-mark">
              <Icon name="check" size="small" />
            </View>
            {textOf(offer)}
          </View>
        ))}
      </Card>
      <Card title={words.join.consents}>
        <Consents of={home.consentTexts.filter(({ required }) => !required)} form={form} />
        <Row icon="shield" title={words.privacy.title} onPress={() => go('help/privacy')} />
      </Card>
      <JoinBar home={home} form={form} />
    </View>
  );
}

type Form = ReturnType<typeof useJoin>;

function Consents({ of, form }: { of: MemberHome['consentTexts']; form: Form }) {
  return of.map((text) => (
    <ConsentChoice
      key={text.purpose}
      text={text}
      isTicked={form.ticked.has(text.purpose)}
      isMissing={form.isAsking && text.required && !form.ticked.has(text.purpose)}
      onToggle={() => form.toggle(text.purpose)}
    />
  ));
}

/** What joining needs stands beside the button, so that it is in sight on the smallest phone. */
function JoinBar({ home, form }: { home: MemberHome; form: Form }) {
  const words = useWords();
  // Without the required consent WeChat must not even be asked for the number, so the button only points at what is missing.
  const isFree = form.missingTitle === null;
  const joinByPhone = (phoneCode: string | null): void => {
    if (phoneCode === null) toast(words.join.phoneRefused);
    else form.join(phoneCode);
  };
  return (
    <View className="bottom-bar join__bar">
      <Consents of={home.consentTexts.filter(({ required }) => required)} form={form} />
      <JoinNote form={form} />
      {isFree ? (
        <PhoneButton isBusy={form.isJoining} onCode={joinByPhone}>
          {form.isJoining ? words.join.joining : words.join.withPhone}
        </PhoneButton>
      ) : (
        <Button onPress={form.askForConsent}>{words.join.withPhone}</Button>
      )}
      <Button
        look="quiet"
        isBusy={form.isJoining}
        onPress={isFree ? () => form.join(null) : form.askForConsent}
      >
        {words.join.withoutPhone}
      </Button>
    </View>
  );
}

/** Above the buttons: why it failed, what is missing, or why the number is asked for. */
function JoinNote({ form }: { form: Form }) {
  const words = useWords();
  if (form.isAsking && form.missingTitle !== null) {
    return (
      <View className="join__missing" role="alert">
        {words.join.agreeFirst(form.missingTitle)}
      </View>
    );
  }
  if (form.problem !== null) {
    const hint = form.problem.code === 'CONSENT_OUTDATED' ? words.join.outdated : undefined;
    return <ProblemNotice problem={form.problem} hint={hint} />;
  }
  return <View className="join__why">{words.join.whyPhone}</View>;
}
