import Taro from '@tarojs/taro';

/** Opens a page of a sub-package: `go('gifts/gift', { id })`. */
export function go(page: string, query: Readonly<Record<string, string>> = {}): void {
  const search = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  void Taro.navigateTo({ url: `/packages/${page}/index${search === '' ? '' : `?${search}`}` });
}
