import Taro from '@tarojs/taro';
import { useEffect } from 'react';

/** WeChat draws the bar and its way back; only the words are ours. */
export function Nav({ title }: { title: string; isTab: boolean }) {
  useEffect(() => {
    void Taro.setNavigationBarTitle({ title });
  }, [title]);
  return null;
}
