import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { words } from '../../messages';
import { useAction } from '../../platform/use-action';
import { useIntent } from '../../platform/use-intent';
import { toast } from '../../ui/toast';
import { pointsChanged } from '../../common/points/points-changed';
import { audienceOf, giftApis, type GiftOrder } from './gifts.resource';

/** Which gifts page this is: `?as=guide` is the guide's, anything else the member's own. */
export const useAudience = () => audienceOf(useRouter().params['as']);

type Stage = { readonly step: 'looking' | 'asking' } | { readonly step: 'done'; readonly order: GiftOrder };

/** Taking a gift: asked once, then a receipt with the pickup code. */
export function useReservation(giftId: string) {
  const audience = useAudience();
  const [stage, setStage] = useState<Stage>({ step: 'looking' });
  const reservation = useIntent(
    `reserve-gift:${audience}`,
    (key, content: { giftId: string }) => giftApis[audience].reserve(key, content.giftId),
    (order) => {
      pointsChanged();
      void giftApis[audience].shelf.load();
      setStage({ step: 'done', order });
    },
  );
  return {
    stage,
    reservation,
    ask: () => setStage({ step: 'asking' }),
    leave: () => {
      reservation.clear();
      setStage({ step: 'looking' });
    },
    confirm: () => reservation.run({ giftId }),
  };
}

/** Giving a reserved gift back. It has no key: cancelling twice is cancelling once. */
export function useCancellation(onDone: () => void) {
  const audience = useAudience();
  return useAction(
    (orderId: string) => giftApis[audience].cancel(orderId),
    () => {
      pointsChanged();
      void giftApis[audience].orders.load();
      toast(words().gifts.cancelled);
      onDone();
    },
  );
}
