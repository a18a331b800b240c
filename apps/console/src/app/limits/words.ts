import type { ReplyOf } from '@liuliang/contract/client';
import { useWords } from '../language';

export type LimitChange = ReplyOf<'limitChanges'>['items'][number];
type Limit = LimitChange['limit'];

const zh = {
  names: {
    'adjustments.limitPoints': '积分调整「一人办理上限」',
    'adjustments.maxPoints': '积分调整「单次上限」',
    'settlement.secondPersonFen': '结算「须两人办理的金额」',
    'publishing.earningAlone': '发布积分规则',
    'publishing.tiersAlone': '发布等级方案',
  } satisfies Record<Limit, string>,
  change: (name: string, from: string, to: string) => `${name}从 ${from} 放宽到 ${to}`,
  points: (value: string) => `${value} 积分`,
  people: (alone: number): string => (alone === 0 ? '须两人' : '一人即可'),
  publishing: {
    two: '发布须由另一位同事复核',
    alone: '一个人就可以发布',
    change: '更改',
    title: '谁可以发布',
    second: '发布须由另一位同事复核',
    save: '保存',
    hint: (hours: number) => `要求复核立即生效；取消复核须另一位负责人同意，再过 ${hours} 小时才生效。`,
  },
  commandLine: '命令行',
  asked: (who: string, when: string) => `${who} ${when} 申请`,
  approved: (who: string, when: string) => `${who} ${when} 同意`,
  waiting: (hours: number) =>
    `等另一位负责人同意；同意后再过 ${hours} 小时生效，在此之前任何负责人都可以撤回。`,
  pausing: (when: string) => `自 ${when} 起生效，在此之前任何负责人都可以撤回。`,
  counts: (when: string) => `已自 ${when} 起生效。`,
  withdrawn: (who: string, when: string) => `${who} ${when} 撤回，没有生效。`,
  looser: (hours: number) => `放宽须另一位负责人同意，再过 ${hours} 小时才生效；收紧立即生效。`,
  approve: '同意',
  approveTitle: '同意放宽限额',
  approveText: (hours: number) => `同意后再过 ${hours} 小时生效，所有负责人都会看到，在此之前可以撤回。`,
  withdraw: '撤回',
  withdrawTitle: '撤回放宽',
  withdrawText: '限额保持不变。需要时可以重新申请。',
  cancel: '取消',
  look: '查看',
  list: '限额的变更',
};

const en: typeof zh = {
  names: {
    'adjustments.limitPoints': 'Adjustments “one person up to”',
    'adjustments.maxPoints': 'Adjustments “at most”',
    'settlement.secondPersonFen': 'Settlement “two people above”',
    'publishing.earningAlone': 'Publishing earning rules',
    'publishing.tiersAlone': 'Publishing tier schemes',
  },
  change: (name, from, to) => `${name}: looser, from ${from} to ${to}`,
  points: (value) => `${value} points`,
  people: (alone) => (alone === 0 ? 'two people' : 'one person'),
  publishing: {
    two: 'A colleague approves what is published',
    alone: 'One person is enough to publish',
    change: 'Change',
    title: 'Who may publish',
    second: 'A colleague has to approve what is published',
    save: 'Save',
    hint: (hours) =>
      `Asking for approval counts at once; giving that up needs another owner and counts ${hours} hours later.`,
  },
  commandLine: 'the command line',
  asked: (who, when) => `asked by ${who} ${when}`,
  approved: (who, when) => `agreed by ${who} ${when}`,
  waiting: (hours) =>
    `Waits for another owner; it counts ${hours} hours after that. Until then any owner can withdraw it.`,
  pausing: (when) => `Counts from ${when}. Until then any owner can withdraw it.`,
  counts: (when) => `Counts since ${when}.`,
  withdrawn: (who, when) => `Withdrawn by ${who} ${when}; it never counted.`,
  looser: (hours) =>
    `A looser limit needs another owner and counts ${hours} hours later; a stricter one counts at once.`,
  approve: 'Agree',
  approveTitle: 'Agree to a looser limit',
  approveText: (hours) =>
    `It counts after ${hours} hours. All owners read of it, and can withdraw it until then.`,
  withdraw: 'Withdraw',
  withdrawTitle: 'Withdraw the looser limit',
  withdrawText: 'The limit stays as it is. It can be asked for again.',
  cancel: 'Cancel',
  look: 'Look',
  list: 'Changes of limits',
};

export const useLimitWords = (): typeof zh => useWords({ zh, en });
