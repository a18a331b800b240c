import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { canPrompt } from '../../platform/prompt';
import { useResource } from '../../platform/resource';
import { useStore } from '../../platform/store';
import { Button } from '../../ui/button';
import { Press } from '../../ui/press';
import { type Moment, templatesToAsk } from './asking.shared';
import { ask, asked, reminders, silence, today } from './reminders';
import './reminders.scss';

/**
 * Says what WeChat could tell and lets it ask, beside what was done and never in its way. Once a moment and day; gone for
 * good after "do not ask".
 */
export function ReminderOffer({ moment }: { moment: Moment }) {
  return canPrompt() ? <Offer moment={moment} /> : null;
}

function Offer({ moment }: { moment: Moment }) {
  const t = useWords().reminders;
  const { value } = useResource(reminders);
  const { on } = useStore(asked);
  const [day] = useState(today);
  const templateIds = value === null ? [] : templatesToAsk(value, moment, on, day);
  if (templateIds.length === 0) return null;
  return (
    <View className="card reminder-offer">
      <View className="reminder-offer__text">{t.offer[moment]}</View>
      <View className="reminder-offer__acts">
        <Button look="plain" className="reminder-offer__allow" onPress={() => ask(templateIds, moment)}>
          {t.allow}
        </Button>
        <Press className="reminder-offer__never" onPress={() => void silence(true)}>
          {t.never}
        </Press>
      </View>
    </View>
  );
}
