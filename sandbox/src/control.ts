import { ControlError } from './control-error';
import type { Fault } from './faults';
import type { SandboxApp } from './options';
import { openidOf, unionidOf, type Person, type PersonInput } from './people';
import type { SceneCode } from './code-picture';
import type { Pushes, PushOutcome, PushTarget } from './pushes';
import type { SentMessage } from './subscriptions';
import type { Transfer, TransferState } from './transfers';
import type { World } from './world';

/** A person as one app sees them. */
export interface PersonView {
  key: string;
  name: string;
  openid: string;
  unionid: string | null;
  /** E.164, or null for a person without a number. */
  phone: string | null;
}

export interface IssuedCodeView {
  code: string;
  expiresAtMs: number;
}

export type PromptAnswer = 'accept' | 'reject';

/** What people do in WeChat and what goes wrong there. No part of it exists on the real host. */
export interface SandboxControl {
  /** Adds a person or changes a known one. Throws ControlError on a key or phone of the wrong shape. */
  putPerson(input: PersonInput, appid?: string): PersonView;
  people(appid?: string): PersonView[];
  /** What `wx.login` would hand to the mini-program. */
  loginCode(personKey: string, appid?: string): IssuedCodeView;
  /** What tapping the phone button would hand over. Refused without a number or quota (client errno 1400001). */
  phoneCode(personKey: string, appid?: string): IssuedCodeView;
  /** The person taps "allow" on a subscription message, `times` times. */
  acceptSubscription(personKey: string, templateId: string, times?: number, appid?: string): void;
  /**
   * The person answers WeChat's prompt about some templates; WeChat pushes what they answered. Several at once go as a
   * list, one as an object.
   */
  answerPrompt(personKey: string, templateIds: string[], answer?: PromptAnswer, appid?: string): void;
  /** The person switches a template off in WeChat's settings. */
  switchOffSubscription(personKey: string, templateId: string, appid?: string): void;
  sentMessages(): SentMessage[];
  /** Codes that were drawn, oldest first. */
  sceneCodes(): SceneCode[];
  /** Where the app's message push goes from now on; null: nowhere. */
  pushTo(target: PushTarget | null, appid?: string): void;
  /** Asks the address of the push as WeChat does when it is saved. */
  checkPush(appid?: string): Promise<boolean>;
  /** Pushes the last message once more. */
  pushAgain(appid?: string): void;
  /** What became of all pushes, once none is under way. */
  pushed(appid?: string): Promise<PushOutcome[]>;
  transfers(): Transfer[];
  /** The person collects a transfer that waits for them. */
  collectTransfer(outBillNo: string): Transfer;
  /** What happens inside WeChat: worked on, waiting, failed. */
  advanceTransfer(outBillNo: string, state: TransferState, failReason?: string): Transfer;
  /** The state in which the next transfers start; WAIT_USER_CONFIRM unless told otherwise. */
  startTransfersAs(state: TransferState): void;
  /** What a person received by transfers, in fen. */
  receivedFen(openid: string): number;
  injectFault(fault: Fault): void;
  clearFaults(): void;
  /** How many calls reached a WeChat path so far. */
  callsTo(path: string): number;
  /** Someone else forces a refresh: the current stable token answers 40001 from now on. */
  revokeStableToken(appid?: string): void;
}

/** The in-process control surface; the HTTP one under `/_sandbox/` forwards to it. An absent appid is the first app. */
export function createControl(world: World): SandboxControl {
  const appOf = (appid?: string): SandboxApp => {
    const app = appid === undefined ? [...world.settings.apps.values()][0] : world.settings.apps.get(appid);
    if (!app) throw new ControlError('APP_UNKNOWN', 404);
    return app;
  };
  return {
    putPerson: (input, appid) => viewOf(appOf(appid), world.people.put(input)),
    people: (appid) => world.people.all().map((person) => viewOf(appOf(appid), person)),
    loginCode: (personKey, appid) =>
      world.loginCodes.issue(appOf(appid).appid, world.people.get(personKey).key),
    phoneCode: (personKey, appid) => issuePhoneCode(world, appOf(appid), world.people.get(personKey)),
    acceptSubscription(personKey, templateId, times = 1, appid) {
      if (!Number.isInteger(times) || times < 1 || times > 1_000)
        throw new ControlError('TIMES_INVALID', 400);
      const openid = openidOf(appOf(appid).appid, world.people.get(personKey).key);
      world.subscriptions.accept(openid, templateId, times);
    },
    ...promptsOf(world, appOf),
    sentMessages: () => world.subscriptions.sentMessages(),
    sceneCodes: () => [...world.sceneCodes],
    transfers: () => world.transfers.all(),
    collectTransfer: (outBillNo) => world.transfers.collect(outBillNo),
    advanceTransfer: (outBillNo, state, failReason) => world.transfers.advance(outBillNo, state, failReason),
    startTransfersAs: (state) => {
      world.transfers.startsAs = state;
    },
    receivedFen: (openid) => world.transfers.receivedFen(openid),
    injectFault: (fault) => world.faults.add(fault),
    clearFaults: () => world.faults.clear(),
    callsTo: (path) => world.calls.get(path) ?? 0,
    revokeStableToken: (appid) => world.tokens.revokeStable(appOf(appid).appid),
  };
}

/** Subscription messages as people and the app's owner meet them. */
function promptsOf(world: World, appOf: (appid?: string) => SandboxApp) {
  const pushesOf = (appid?: string): Pushes => {
    const pushes = world.pushes.get(appOf(appid).appid);
    if (!pushes) throw new ControlError('APP_UNKNOWN', 404);
    return pushes;
  };
  const openidIn = (personKey: string, appid?: string): string =>
    openidOf(appOf(appid).appid, world.people.get(personKey).key);
  return {
    answerPrompt(
      personKey: string,
      templateIds: string[],
      answer: PromptAnswer = 'accept',
      appid?: string,
    ): void {
      const isList = Array.isArray(templateIds) && templateIds.every((id) => typeof id === 'string');
      // WeChat asks about five at most.
      if (!isList || templateIds.length < 1 || templateIds.length > 5)
        throw new ControlError('TEMPLATES_INVALID', 400);
      if (answer !== 'accept' && answer !== 'reject') throw new ControlError('ANSWER_INVALID', 400);
      const openid = openidIn(personKey, appid);
      if (answer === 'accept') for (const id of templateIds) world.subscriptions.accept(openid, id, 1);
      pushesOf(appid).push(openid, {
        Event: 'subscribe_msg_popup_event',
        List: templateIds.map((TemplateId) => ({
          TemplateId,
          SubscribeStatusString: answer,
          PopupScene: '0',
        })),
      });
    },
    switchOffSubscription(personKey: string, templateId: string, appid?: string): void {
      const openid = openidIn(personKey, appid);
      world.subscriptions.switchOff(openid, templateId);
      pushesOf(appid).push(openid, {
        Event: 'subscribe_msg_change_event',
        List: [{ TemplateId: templateId, SubscribeStatusString: 'reject' }],
      });
    },
    pushTo: (target: PushTarget | null, appid?: string) => pushesOf(appid).goTo(target),
    checkPush: (appid?: string) => pushesOf(appid).check(),
    pushAgain: (appid?: string) => pushesOf(appid).again(),
    async pushed(appid?: string): Promise<PushOutcome[]> {
      await pushesOf(appid).settled();
      return [...pushesOf(appid).outcomes];
    },
  };
}

function issuePhoneCode(world: World, app: SandboxApp, person: Person): IssuedCodeView {
  if (!person.phone) throw new ControlError('PERSON_HAS_NO_PHONE', 409);
  const left = world.phoneQuotaLeft.get(app.appid) ?? 0;
  if (left <= 0) {
    throw new ControlError('PHONE_QUOTA_SPENT', 409, {
      errno: 1400001,
      errMsg: 'getPhoneNumber:fail no quota',
    });
  }
  world.phoneQuotaLeft.set(app.appid, left - 1);
  return world.phoneCodes.issue(app.appid, person.key);
}

function viewOf(app: SandboxApp, person: Person): PersonView {
  return {
    key: person.key,
    name: person.name,
    openid: openidOf(app.appid, person.key),
    unionid: unionidOf(app, person),
    phone: person.phone && `+${person.phone.countryCode}${person.phone.number}`,
  };
}
