import { Button, View } from '@tarojs/components';
import { useWords } from '../../messages';
import { go } from '../../platform/go';
import { AGREE_BUTTON, answerPrivacy, openWechatGuide, privacyGate } from '../../platform/privacy.weapp';
import { useStore } from '../../platform/store';
import { Button as Act } from '../../ui/button';
import { Row } from '../../ui/row';
import { Sheet } from '../../ui/sheet';

/** WeChat's question before a step that needs something of the person; saying no leaves everything else usable. */
export function PrivacyGate() {
  const t = useWords().privacy;
  const { isAsking } = useStore(privacyGate);
  if (!isAsking) return null;
  const decline = () => answerPrivacy(false);
  const read = () => {
    decline();
    go('help/privacy');
  };
  return (
    <Sheet title={t.askTitle} onClose={decline}>
      <View className="sheet-text">{t.askText}</View>
      <Row icon="book" title={t.read} onPress={read} />
      {openWechatGuide === null ? null : (
        <Row icon="shield" title={t.wechatGuide} onPress={openWechatGuide} />
      )}
      <View className="sheet-gap" />
      <Button
        id={AGREE_BUTTON}
        className="press button button--primary"
        hoverClass="press--down"
        openType="agreePrivacyAuthorization"
        onAgreePrivacyAuthorization={() => answerPrivacy(true)}
      >
        {t.agree}
      </Button>
      <Act look="quiet" onPress={decline}>
        {t.decline}
      </Act>
    </Sheet>
  );
}
