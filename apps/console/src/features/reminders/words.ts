import { useWords } from '../../app/language';

const zh = {
  title: '微信提醒',
  subtitle: '会员每允许一次，微信就送达一条订阅消息；这里是各类提醒还能送达多少条',
  templates: '模板和余量',
  hint: '没有填模板的提醒不会询问会员，其他一切照常',
  purpose: '提醒',
  template: '微信模板',
  noTemplate: '未设置',
  people: '还能通知的会员',
  left: '还能送达的条数',
  change: '设置模板',
  save: '保存',
  cancel: '取消',
  templateHint: '微信公众平台 → 订阅消息 → 我的模板里的模板 ID；留空则不询问会员',
  templateFault: '模板 ID 只含字母、数字、- 和 _，最多 64 个字',
  twiceFault: '每类提醒要用不同的模板',
  pushTitle: '微信消息推送未接通',
  pushText:
    '余量现在只按会员手机上报的结果计算，会员在微信设置里关掉提醒时无法得知。请在服务器上设置消息推送的令牌。',
  when: '询问的时机：兑换礼品后、入会后、看到在途积分时、送出积分后；每个时机一天最多一次，会员选择不再询问后不再询问。',
};

const en: typeof zh = {
  title: 'WeChat reminders',
  subtitle: 'WeChat delivers one subscription message for each time a member allows it; this is what is left',
  templates: 'Templates and what is left',
  hint: 'Members are not asked about a reminder without a template; everything else stays as it is',
  purpose: 'Reminder',
  template: 'Template of WeChat',
  noTemplate: 'Not set',
  people: 'Members to be told',
  left: 'Messages left',
  change: 'Set templates',
  save: 'Save',
  cancel: 'Cancel',
  templateHint:
    'The template id of WeChat’s console, under subscription messages; empty: members are not asked',
  templateFault: 'Letters, digits, - and _ alone, 64 at most',
  twiceFault: 'Every reminder needs a template of its own',
  pushTitle: 'WeChat’s message push is not connected',
  pushText:
    'What is left follows members’ phones alone, so that nobody knows when one switches reminders off in WeChat. Set the token of the message push on the server.',
  when: 'Members are asked after redeeming a gift, after joining, where points on their way are shown and after giving points: once a day at each, and never again once they say so.',
};

export const useReminderWords = () => useWords({ zh, en });
