import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { moment } from '../../ui/format.shared';
import { Press } from '../../ui/press';
import { TierBadge } from '../../common/tier/tier-badge';
import { reasonsToMeet } from './card.shared';
import type { MyCustomer } from './customers.resource';
import { LayerTag } from './layer-tag';

/** A customer in the list: when the two last met, and what there is to speak of. */
export function CustomerLine({ of }: { of: MyCustomer }) {
  const words = useWords();
  const nowMs = serverNowMs();
  const contact = words.customers.contact(moment(of.contactAtMs, nowMs, words));
  return (
    <Press className="row" onPress={() => go('guide/customer', { id: of.customerId })}>
      <View className="row__text">
        <View className="row__title">{of.nickname ?? words.customer.anonymous}</View>
        <View className="row__hint figure">
          {of.mobileMasked === null ? contact : `${of.mobileMasked} · ${contact}`}
        </View>
        <View className="reasons">
          {reasonsToMeet(of, nowMs, words).map((reason) => (
            <View key={reason} className="tag tag--attention">
              {reason}
            </View>
          ))}
        </View>
      </View>
      {of.tier ? <TierBadge tier={of.tier} /> : <LayerTag layer={of.layer} />}
    </Press>
  );
}
