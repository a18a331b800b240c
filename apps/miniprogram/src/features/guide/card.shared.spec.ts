import { zh } from '../../messages.zh';
import { customerCard, NOW_MS, timelineItem } from '../../../test/answers';
import {
  layerName,
  layerStyle,
  threeFacts,
  timelineLines,
  timelinePlace,
  timelineTitle,
} from './card.shared';
import { learnBrandClock } from '../../platform/brand-clock';

beforeEach(() => learnBrandClock([[0, 480]]));

it('tells a guide what somebody buys, when they last bought, and what they can spend', () => {
  expect(threeFacts(customerCard(), NOW_MS, zh)).toEqual([
    { label: '累计消费', value: '¥6,894.00', hint: '共买过 6 单' },
    { label: '上次购买', value: '11月2日 20:00', hint: '常去上海静安店' },
    { label: '可用积分', value: '3,480', hint: null },
  ]);
});

it('goes by the last visit for somebody who never bought', () => {
  const visitor = customerCard({ orders: 0, spentFen: 0, lastOrderAtMs: null, homeStore: null });
  expect(threeFacts(visitor, NOW_MS, zh).slice(0, 2)).toEqual([
    { label: '累计消费', value: '—', hint: '还没有买过' },
    { label: '上次互动', value: '11月19日 20:00', hint: null },
  ]);
});

it('names layers in words, and those of another model by their code', () => {
  expect(['none', 'R5', 'A1'].map((layer) => layerName(layer, zh))).toEqual(['久未来往', '忠诚顾客', 'A1']);
  expect(['none', 'R5', 'A1'].map(layerStyle)).toEqual(['none', 'r5', 'none']);
});

it('puts history into words, and what is newer than this build by its kind', () => {
  expect(timelineTitle(timelineItem('1'), zh)).toBe('下单付款');
  expect(timelineTitle(timelineItem('1', { kind: 'touch', type: 'birthday' }), zh)).toBe('消息');
  expect(timelinePlace(timelineItem('1'), zh)).toBe('上海静安店 · SO-9');
  expect(timelinePlace(timelineItem('1', { store: null, reference: null }), zh)).toBe('门店');
});

it('tells what happened again and again as one line, and never what a message was called', () => {
  const opened = (id: string) => timelineItem(id, { kind: 'event', type: 'mini.opened', reference: 'msg_1' });
  const lines = timelineLines([opened('1'), opened('2'), timelineItem('3'), timelineItem('4'), opened('5')]);
  expect(lines.map(({ item, times }) => [item.id, times])).toEqual([
    ['tli_1', 2],
    ['tli_3', 1],
    ['tli_4', 1],
    ['tli_5', 1],
  ]);
  expect(timelinePlace(opened('1'), zh)).toBe('上海静安店');
});
