import { zh } from '../../messages.zh';
import { pointsItem } from '../../../test/answers';
import { reasonFacts, reasonPlace, reasonTitle } from './reasons.shared';

const reason = {
  ...pointsItem('1', 1).reason,
  orderId: 'SO-1',
  amountFen: 129_900,
  channel: 'tmall',
  store: null,
  rule: 'base@1',
};

it('says in words why points came and went', () => {
  expect(reasonTitle(pointsItem('1', 1_299), zh)).toBe('消费得积分');
  expect(reasonTitle(pointsItem('2', -340), zh)).toBe('退款收回');
});

it('names the store, else the channel, else nothing', () => {
  expect(reasonPlace(pointsItem('1', 1), zh)).toBe('上海静安店');
  expect(reasonPlace(pointsItem('1', 1, { reason }), zh)).toBe('天猫');
  expect(reasonPlace(pointsItem('1', 1, { reason: { ...reason, channel: 'kiosk' } }), zh)).toBe('kiosk');
  expect(reasonPlace(pointsItem('1', 1, { reason: { ...reason, channel: null } }), zh)).toBeNull();
});

it('opens what an entry is made of and leaves out what is unknown', () => {
  expect(reasonFacts(pointsItem('1', 1_299, { reason }), zh)).toEqual([
    ['订单号', 'SO-1'],
    ['实付', '¥1,299.00'],
    ['渠道', '天猫'],
    ['规则', 'base@1'],
    ['变动后积分', '12,480'],
  ]);
});
