import Taro from '@tarojs/taro';
import { useEffect } from 'react';
import { useWords } from '../messages';
import { Icon } from './icon';
import { Press } from './press';

/** The title in the browser's tab, and on deeper pages the way back. */
export function Nav({ title, isTab }: { title: string; isTab: boolean }) {
  const words = useWords();
  useEffect(() => {
    document.title = title;
  }, [title]);
  if (isTab) return <h1 className="unseen">{title}</h1>;
  return (
    <header className="nav">
      <Press className="nav__back" label={words.common.back} onPress={goBack}>
        <Icon name="back" />
      </Press>
      <h1 className="nav__title">{title}</h1>
    </header>
  );
}

/** A deep link opens a page with nothing behind it; then back means home. */
function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: '/pages/home/index' });
}
