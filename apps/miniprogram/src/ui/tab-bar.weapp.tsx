import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import { useWords } from '../messages';

/** WeChat draws the tab bar itself (app.config.ts); only its words follow the language. */
export function TabBar(_: { unread: number }) {
  const { tabs } = useWords();
  useEffect(() => {
    [tabs.home, tabs.points, tabs.inbox, tabs.me].forEach(
      (text, index) => void Taro.setTabBarItem({ index, text }),
    );
  }, [tabs]);
  return null;
}
