import { useWords } from '../../app/language';

const zh = {
  title: '导购',
  subtitle: '谁在哪家店、照看多少顾客；调店与离职在这里办理',
  name: '导购',
  store: '门店',
  noStore: '未分配',
  customers: '照看的顾客',
  state: '状态',
  states: { here: '在职', left: '已离职' },
  leftOn: (day: string) => `${day} 离职`,
  emptyTitle: '还没有导购',
  emptyText: '导购在绑定门店后出现在这里。',
  noneText: '没有这种状态的导购。',
  points: '导购积分',
  cancel: '取消',
  move: '调店',
  moveTitle: (name: string) => `把 ${name} 调到另一家店`,
  moveText: '顾客跟着导购走。之前的业绩和积分仍算在原来的门店，之后的算在新门店。',
  moveTo: '新门店编码',
  moveHint: '从列表里选，或输入门店编码',
  leave: '离职',
  leaveTitle: (name: string) => `为 ${name} 办理离职`,
  leaveText: (customers: string) =>
    `导购身份立即结束，不能撤销。照看的 ${customers} 位顾客会交给接手的人；没有人接手时，他们由下一位服务的导购绑定。`,
  handOverTo: '由谁接手',
  nobody: '没有人接手',
  handOverHint: '已有积分与待结算金额照常结算',
  understood: '我知道这不能撤销',
};

const en: typeof zh = {
  title: 'Guides',
  subtitle: 'Who works where and looks after how many customers; moving and leaving are done here',
  name: 'Guide',
  store: 'Store',
  noStore: 'None',
  customers: 'Customers',
  state: 'State',
  states: { here: 'Working', left: 'Left' },
  leftOn: (day) => `Left on ${day}`,
  emptyTitle: 'No guides yet',
  emptyText: 'Guides appear here once they belong to a store.',
  noneText: 'No guide is in this state.',
  points: 'Guide points',
  cancel: 'Cancel',
  move: 'Move',
  moveTitle: (name) => `Move ${name} to another store`,
  moveText:
    'Customers stay with the guide. What was earned before stays with the old store, what comes after counts for the new one.',
  moveTo: 'Code of the new store',
  moveHint: 'Choose from the list or type a store code',
  leave: 'Leaves',
  leaveTitle: (name) => `${name} leaves`,
  leaveText: (customers) =>
    `The role ends at once and cannot be restored. The ${customers} customers go to whoever takes over; if nobody does, the next guide who serves them takes them.`,
  handOverTo: 'Who takes over',
  nobody: 'Nobody',
  handOverHint: 'Points earned and amounts not yet settled are settled as usual',
  understood: 'I know that this cannot be undone',
};

export const useGuideWords = (): typeof zh => useWords({ zh, en });
