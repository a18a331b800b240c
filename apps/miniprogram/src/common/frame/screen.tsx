import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { useWords } from '../../messages';
import { session } from '../../platform/session';
import { useShare } from '../../platform/share';
import { useStore } from '../../platform/store';
import { textSize } from '../../platform/text-size.shared';
import { Nav } from '../../ui/nav';
import { TabBar } from '../../ui/tab-bar';
import { tokensOf, useBrand } from '../../ui/theme';
import { home } from '../home/member-home';
import { Boundary } from './boundary';
import { useFirstScreen } from './first-screen';
import { PrivacyGate } from '../privacy/privacy-gate';
import { PersonGate } from '../person/person-gate';

interface ScreenProps {
  readonly title: string;
  /** One of the four tabs; other pages have a way back instead. */
  readonly isTab?: boolean;
  /** Something is fixed to the bottom, and the content must end above it. */
  readonly hasBar?: boolean;
}

const HOME = '/pages/home/index';

/** The root of every page: the brand's colours, the title, the tabs, and the gate when nobody is signed in. */
export function Screen({ title, isTab = false, hasBar = false, children }: PropsWithChildren<ScreenProps>) {
  const words = useWords();
  const brand = useBrand();
  const { isSignedOut } = useStore(session);
  const { value } = useStore(home.state);
  const { scale } = useStore(textSize);
  useFirstScreen(value !== null);
  useShare({
    title: brand === null ? words.share.unknown : words.share.brand(brand.name, brand.slogan),
    path: HOME,
  });
  const isOverTabs = hasBar && isTab && process.env.TARO_ENV === 'h5';
  const space = isOverTabs
    ? 'screen--over-tabs'
    : hasBar
      ? 'screen--with-bar'
      : isTab
        ? 'screen--with-tabs'
        : '';
  return (
    <View className={`screen ${space}`} style={tokensOf(brand, scale)}>
      <Nav title={title} isTab={isTab} />
      <PrivacyGate />
      <Boundary>{isSignedOut ? <PersonGate /> : children}</Boundary>
      {isTab && !isSignedOut ? <TabBar unread={value?.unreadMessages ?? 0} /> : null}
    </View>
  );
}
