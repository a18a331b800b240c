import { View } from '@tarojs/components';
import { useWords, words } from '../../messages';
import { go } from '../../platform/go';
import { api } from '../../platform/session';
import { useAction } from '../../platform/use-action';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ProblemNotice } from '../../ui/states';
import { toast } from '../../ui/toast';
import { home, type MemberHome } from '../home/member-home';

/** What membership needs has changed since they agreed: asked again, and in nobody's way. */
export function AgreeAgain({ of: { mustAgreeAgain, consentTexts } }: { of: MemberHome }) {
  const t = useWords().privacy;
  const asked = consentTexts.find(({ required }) => required);
  const agreeing = useAction(
    (version: string) => api.chooseConsent({ body: { purpose: 'membership', version, granted: true } }),
    () => {
      toast(words().privacy.agreed);
      void home.load();
    },
  );
  if (!mustAgreeAgain || asked === undefined) return null;
  return (
    <Card title={t.changedTitle} more={{ text: t.read, onPress: () => go('help/privacy') }}>
      <View className="sheet-text">{t.changedText}</View>
      {agreeing.problem === null ? null : <ProblemNotice problem={agreeing.problem} />}
      <Button isBusy={agreeing.isRunning} onPress={() => agreeing.run(asked.version)}>
        {t.agree}
      </Button>
    </Card>
  );
}
