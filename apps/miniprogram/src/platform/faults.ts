import Taro, { useError, usePageNotFound, useUnhandledRejection } from '@tarojs/taro';
import { createSieve, type Fault, messageOf, pageOf } from './faults.shared';
import { phonePlatform } from './phone-platform';
import { api } from './session';

const HOME = '/pages/home/index';
const isNew = createSieve();

/** Tells the server what kind of thing went wrong, and nothing about whom it met. Nobody waits for it. */
export function tellFault(kind: Fault['kind'], thrown: unknown, path = pageNow()): void {
  const fault = { kind, page: pageOf(path), message: messageOf(thrown) };
  if (!isNew(fault)) return;
  const of = { brand: __BRAND_CODE__, version: __APP_VERSION__, platform: phonePlatform() };
  void api.reportAppFault({ body: { ...of, ...fault } });
}

const pageNow = (): string => Taro.getCurrentPages().at(-1)?.route ?? '';

/** What nobody caught, and pages that are gone: an old link leads home instead of to an empty screen. */
export function useFaults(): void {
  useError((message) => tellFault('error', message));
  useUnhandledRejection(({ reason }) => tellFault('rejection', reason));
  usePageNotFound(({ path }) => {
    tellFault('page-missing', 'page not found', path);
    void Taro.switchTab({ url: HOME });
  });
}
