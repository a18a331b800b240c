import Taro from '@tarojs/taro';

/** Makes the screen bright enough for a scanner and answers how to put it back. */
export function brightenScreen(): () => void {
  const before = Taro.getScreenBrightness().then(({ value }) => value as number);
  void Taro.setScreenBrightness({ value: 1 });
  void Taro.setKeepScreenOn({ keepScreenOn: true });
  return () => {
    void before.then((value) => Taro.setScreenBrightness({ value }));
    void Taro.setKeepScreenOn({ keepScreenOn: false });
  };
}
