/** One request of the app, as a server would see it. */
export interface AppRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Answers a request; throws where there is no network. */
export type Respond = (request: AppRequest) => Promise<{ readonly status: number; readonly body: unknown }>;

/** What the phone and WeChat answer when asked. */
export interface Device {
  readonly loginCode?: () => string;
  /** What the camera reads; without it, the guide closes the scanner. */
  readonly scanned?: () => string;
  /** Where the phone says it roughly is; without it, the person refuses. */
  readonly place?: { readonly latitude: number; readonly longitude: number };
  /** WeChat's own text size, in px. */
  readonly textSizePx?: number;
  /** WeChat holds back what needs something of the person, until they agreed to its privacy guide. */
  readonly asksPrivacy?: boolean;
  /** What people answer when WeChat asks them; yes unless said otherwise. */
  readonly confirms?: boolean;
  /** What people answer when WeChat asks about its templates; without it, messages are switched off as a whole. */
  readonly answersPrompt?: (templateIds: readonly string[]) => Readonly<Record<string, string>>;
}

/** What the phone keeps between two launches, and what it says about its network. */
export interface Phone {
  readonly storage: Map<string, unknown>;
  readonly networkListeners: ((status: { isConnected: boolean; networkType: string }) => void)[];
  readonly updateListeners: (() => void)[];
}

/** @param stored what an earlier start of the app had left on it */
export const newPhone = (stored: Readonly<Record<string, unknown>> = {}): Phone => ({
  storage: new Map(Object.entries(stored)),
  networkListeners: [],
  updateListeners: [],
});

export interface Activity {
  /** Things under way. */
  busy: number;
  /** Whether somebody's finger is on something: WeChat asks about templates at no other time. */
  inTap: boolean;
  /** Every call so far. */
  readonly calls: { readonly name: string; readonly options: Options }[];
  /** Runs something after the present call; the app is busy until then. */
  readonly later: (run: () => void) => void;
}

export interface Navigate {
  open(url: string): Promise<unknown>;
  switchTab(url: string): Promise<unknown>;
  back(): Promise<unknown>;
}

/** Arguments of a wx function: its own, and the callbacks. */
interface Options {
  readonly [name: string]: unknown;
  readonly url?: string;
  readonly method?: string;
  readonly data?: unknown;
  readonly header?: Record<string, string>;
  readonly success?: (answer: object) => void;
  readonly fail?: (problem: object) => void;
  readonly complete?: (answer: object) => void;
}

const SILENT = [
  'showToast',
  'setNavigationBarTitle',
  'setTabBarItem',
  'setTabBarBadge',
  'removeTabBarBadge',
  'setClipboardData',
  'setScreenBrightness',
  'setKeepScreenOn',
  'requestMerchantTransfer',
  'makePhoneCall',
  'openLocation',
  'stopPullDownRefresh',
  'openPrivacyContract',
] as const;

/** Makes functions in WeChat's style: they take callbacks, and answer through them later. */
const functionsOf =
  (activity: Activity) =>
  (name: string, work: (options: Options) => object | Promise<object>) =>
  (options: Options = {}): void => {
    activity.calls.push({ name, options });
    activity.busy += 1;
    void Promise.resolve(options)
      .then(work)
      .then(
        (answer) => options.success?.({ errMsg: `${name}:ok`, ...answer }),
        (error: Error) => options.fail?.({ errMsg: `${name}:fail ${error.message}`, ...error }),
      )
      .finally(() => {
        activity.busy -= 1;
        options.complete?.({});
      });
  };

/** WeChat's prompt about messages: only within a tap, and only while messages are switched on as a whole. */
const subscribing =
  (wxFunction: ReturnType<typeof functionsOf>, activity: Activity, device: Device) =>
  (options: Options): void => {
    const isTap = activity.inTap;
    const answer = device.answersPrompt?.(options['tmplIds'] as readonly string[]);
    wxFunction('requestSubscribeMessage', () => {
      if (!isTap) throw new Error('can only be invoked by user TAP gesture.');
      if (!answer) throw Object.assign(new Error('The main switch is switched off'), { errCode: 20004 });
      return answer;
    })(options);
  };

/** The part of `wx` that the app uses. Anything else is missing, so that a new use shows up as an error. */
export function createWx(
  activity: Activity,
  respond: Respond,
  device: Device,
  navigate: Navigate,
  phone: Phone,
) {
  const wxFunction = functionsOf(activity);
  const privacy = privacyOf(device, activity);
  const request = wxFunction('request', async ({ url = '', method = 'GET', data, header = {} }) => {
    const headers = Object.fromEntries(
      Object.entries(header).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const { status, body } = await respond({ method, url, headers, body: data });
    return { statusCode: status, data: body, header: {} };
  });

  // A page opens after the call has answered; waiting for it inside the call would wait for itself.
  const leading = (name: string, go: (url: string) => Promise<unknown>) =>
    wxFunction(name, ({ url = '' }) => {
      activity.later(() => void go(url));
      return {};
    });

  return {
    request: (options: Options) => {
      request(options);
      return { abort: () => undefined };
    },
    login: wxFunction('login', () => ({ code: device.loginCode?.() ?? 'login-code' })),
    scanCode: wxFunction('scanCode', () => {
      if (device.scanned === undefined) throw new Error('cancel');
      return { result: device.scanned(), scanType: 'QR_CODE' };
    }),
    getFuzzyLocation: wxFunction('getFuzzyLocation', async () => {
      if (!(await privacy.isAgreed())) throw new Error('privacy permission is not authorized');
      return placeOf(device);
    }),
    onNeedPrivacyAuthorization: privacy.follow,
    ...ofPhone(phone, activity),
    getNetworkType: wxFunction('getNetworkType', () => ({ networkType: 'wifi' })),
    navigateTo: leading('navigateTo', navigate.open),
    switchTab: leading('switchTab', navigate.switchTab),
    navigateBack: leading('navigateBack', navigate.back),
    getScreenBrightness: wxFunction('getScreenBrightness', () => ({ value: 0.4 })),
    ...Object.fromEntries(SILENT.map((name) => [name, wxFunction(name, () => ({}))])),
    requestSubscribeMessage: subscribing(wxFunction, activity, device),
    // A picture is a path until it is read.
    compressImage: wxFunction('compressImage', ({ src }) => ({ tempFilePath: `${String(src)}?small` })),
    getFileSystemManager: () => ({
      readFile: wxFunction('readFile', ({ filePath }) => ({ data: btoa(String(filePath)) })),
    }),
    getSetting: wxFunction('getSetting', () => ({ subscriptionsSetting: { itemSettings: {} } })),
    showModal: wxFunction('showModal', () => ({ confirm: device.confirms ?? true })),
    getAppBaseInfo: () => ({ fontSizeSetting: device.textSizePx ?? 17 }),
    canIUse: () => true,
    nextTick: activity.later,
  };
}

interface PrivacyAnswer {
  readonly event: 'exposureAuthorization' | 'agree' | 'disagree';
  readonly buttonId?: string;
}

/** WeChat's question about its privacy guide: asked until somebody agreed by a button that the app names. */
function privacyOf({ asksPrivacy = false }: Device, activity: Activity) {
  let listener: ((resolve: (answer: PrivacyAnswer) => void, about: object) => void) | null = null;
  let isAgreed = !asksPrivacy;
  return {
    follow: (next: typeof listener) => void (listener = next),
    isAgreed: (): Promise<boolean> =>
      new Promise((resolve) => {
        if (isAgreed || listener === null) return resolve(isAgreed);
        // The app is at rest while a person reads.
        activity.busy -= 1;
        listener(
          ({ event, buttonId }) => {
            if (event === 'exposureAuthorization') return;
            isAgreed = event === 'agree' && buttonId !== undefined;
            activity.busy += 1;
            activity.later(() => resolve(isAgreed));
          },
          { referrer: 'getFuzzyLocation' },
        );
      }),
  };
}

function placeOf({ place }: Device): object {
  if (place === undefined) throw new Error('auth deny');
  return place;
}

const ofPhone = ({ storage, networkListeners, updateListeners }: Phone, { calls }: Activity) => ({
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, structuredClone(value)),
  removeStorageSync: (key: string) => void storage.delete(key),
  onNetworkStatusChange: (tell: Phone['networkListeners'][number]) => void networkListeners.push(tell),
  getUpdateManager: () => ({
    onUpdateReady: (tell: () => void) => void updateListeners.push(tell),
    applyUpdate: () => void calls.push({ name: 'applyUpdate', options: {} }),
  }),
  getSystemInfoSync: () => ({ windowWidth: 375, windowHeight: 667, pixelRatio: 2, platform: 'ios' }),
  getWindowInfo: () => ({ windowWidth: 375, windowHeight: 667, pixelRatio: 2 }),
  getDeviceInfo: () => ({ platform: 'ios' }),
});
