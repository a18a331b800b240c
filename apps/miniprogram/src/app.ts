import { useDidShow, useLaunch } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { arrive } from './common/arrival/arrival';
import { followAddress } from './common/person/launch';
import './first-page';
import { useFaults } from './platform/faults';
import { watchNetwork } from './platform/network';
import { watchPrivacy } from './platform/privacy';
import { followTextSize } from './platform/text-size';
import { offerUpdate } from './platform/update';
import './ui/ui.scss';

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    followAddress();
    watchNetwork();
    offerUpdate();
    watchPrivacy();
  });
  useFaults();
  useDidShow((opened) => {
    followTextSize();
    arrive(opened?.query);
  });
  return children;
}
