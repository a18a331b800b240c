import Taro, { useRouter } from '@tarojs/taro';

/** Where somebody was who had to join first; forgotten with the app, as it may hold a code that is worth points. */
let place: string | null = null;

/** Remembers this page, to be come back to. */
export function useRememberPlace(): () => void {
  const { path, params } = useRouter();
  // Taro's own marks begin with a dollar, those of its browser router are called `stamp`.
  const query = Object.entries(params)
    .filter(([name]) => !name.startsWith('$') && name !== 'stamp')
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&');
  const page = (path.split('?')[0] ?? '').replace(/^\/?/, '/');
  return () => {
    place = query === '' ? page : `${page}?${query}`;
  };
}

/** Back to where joining was asked for, once; nowhere when nobody asked. */
export function comeBack(): void {
  const url = place;
  place = null;
  if (url === null) return;
  void (url.startsWith('/pages/') ? Taro.switchTab({ url }) : Taro.navigateTo({ url }));
}
