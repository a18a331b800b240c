import { Image, View } from '@tarojs/components';
import { useWords } from '../../messages';
import { useResource } from '../../platform/resource';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Loaded } from '../../ui/loaded';
import { Press } from '../../ui/press';
import { ShareButton } from '../../ui/share-button';
import { Skeleton } from '../../ui/skeleton';
import { problemText } from '../../messages';
import { useLanguage } from '../../platform/language';
import { GuideInvitation } from '../../ui/way-in';
import { Screen } from '../../common/frame/screen';
import { type MyCode, myCode, myPicture } from './my-code.resource';
import './guide.scss';

/** The guide's own code: who joins by it is the guide's customer. */
export function MyCodeScreen() {
  const t = useWords().myCode;
  const code = useResource(myCode);
  const isNoGuide = code.value === null && code.problem?.code === 'GUIDE_REQUIRED';
  return (
    <Screen title={t.title}>
      {isNoGuide ? (
        <GuideInvitation />
      ) : (
        <Loaded of={code} skeleton={<Skeleton width="100%" height="320px" />}>
          {(value) => <Known code={value} />}
        </Loaded>
      )}
    </Screen>
  );
}

function Known({ code }: { code: MyCode }) {
  const words = useWords();
  const t = words.myCode;
  const { scene, guide, store } = code;
  return (
    <>
      <Card className="my-code">
        <View className="my-code__name">{guide}</View>
        <View className="my-code__store">{store}</View>
        <Drawn />
        <View className="my-code__letters figure">{scene}</View>
        <View className="my-code__hint">{t.what}</View>
      </Card>
      <ShareButton
        target={{ title: words.arrival.byGuide(store, guide ?? ''), path: homeBy(scene) }}
        copied={t.copied}
      >
        {t.share}
      </ShareButton>
    </>
  );
}

/** The picture as WeChat draws it; where it does not come, why, and the other ways. */
function Drawn() {
  const words = useWords();
  const t = words.myCode;
  const language = useLanguage();
  const picture = useResource(myPicture);
  if (picture.value !== null) {
    const { type, base64 } = picture.value;
    return (
      <View className="qr my-code__picture" role="img" aria-label={t.title}>
        <Image
          className="qr__image"
          src={`data:${type};base64,${base64}`}
          mode="aspectFit"
          showMenuByLongpress
        />
      </View>
    );
  }
  if (picture.problem === null || picture.isLoading) return <Skeleton width="220px" height="220px" />;
  return (
    <View className="my-code__missing" role="alert">
      <View className="my-code__hint">{problemText(picture.problem, language)}</View>
      <View className="my-code__hint">{t.meanwhile}</View>
      <Press className="my-code__retry" onPress={picture.reload}>
        <Icon name="refresh" size="small" />
        {words.common.retry}
      </Press>
    </View>
  );
}

const homeBy = (scene: string): string => `/pages/home/index?scene=${encodeURIComponent(scene)}`;
