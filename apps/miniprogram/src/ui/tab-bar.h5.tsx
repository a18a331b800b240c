import Taro, { useRouter } from '@tarojs/taro';
import { useWords } from '../messages';
import { Icon } from './icon';
import { Press } from './press';

const tabs = ['home', 'points', 'inbox', 'me'] as const;

export function TabBar({ unread }: { unread: number }) {
  const words = useWords();
  const { path } = useRouter();
  return (
    <nav className="tab-bar">
      {tabs.map((tab) => {
        const isHere = path.includes(`pages/${tab}/`);
        return (
          <Press
            key={tab}
            role="tab"
            isOn={isHere}
            className={`tab-bar__item ${isHere ? 'tab-bar__item--here' : ''}`}
            onPress={() => void Taro.switchTab({ url: `/pages/${tab}/index` })}
          >
            <Icon name={tab} />
            {words.tabs[tab]}
            {tab === 'inbox' && unread > 0 ? (
              <span className="tab-bar__mark">{unread > 99 ? '99+' : unread}</span>
            ) : null}
          </Press>
        );
      })}
    </nav>
  );
}
