import { View } from '@tarojs/components';
import { useState } from 'react';
import { useWords } from '../../messages';
import { canPrompt } from '../../platform/prompt';
import { useResource } from '../../platform/resource';
import type { Reminder, Reminders } from '../../common/reminders/asking.shared';
import { ask, reminders, silence } from '../../common/reminders/reminders';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Press } from '../../ui/press';
import { Row } from '../../ui/row';
import { Sheet } from '../../ui/sheet';

/** What WeChat will still tell the member, above what it told; nothing where the brand has no reminders. */
export function ReminderRow() {
  const t = useWords().reminders;
  const { value } = useResource(reminders);
  const [isOpen, setOpen] = useState(false);
  if (value === null || value.items.length === 0) return null;
  const some = value.items.filter(({ left }) => left > 0);
  return (
    <Card>
      <Row
        icon="message"
        title={t.title}
        hint={
          some.length === 0 ? t.none : some.map((one) => t.short(t.names[one.purpose], one.left)).join(t.and)
        }
        onPress={() => setOpen(true)}
      />
      {isOpen ? <ReminderSheet of={value} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function ReminderSheet({ of: { items, isSilent }, onClose }: { of: Reminders; onClose: () => void }) {
  const t = useWords().reminders;
  return (
    <Sheet title={t.title} onClose={onClose}>
      <View className="sheet-text">{t.why}</View>
      {items.map((one) => (
        <Row
          key={one.purpose}
          title={t.names[one.purpose]}
          hint={hintOf(one, t)}
          end={canPrompt() ? <OneMore of={one} /> : undefined}
        />
      ))}
      {isSilent ? (
        <Button look="quiet" onPress={() => void silence(false)}>
          {t.askAgain}
        </Button>
      ) : null}
    </Sheet>
  );
}

/** Own wish: also for whoever is not asked any more. */
function OneMore({ of: { templateId, purpose } }: { of: Reminder }) {
  const t = useWords().reminders;
  return (
    <Press className="reminder-more" label={t.moreOf(t.names[purpose])} onPress={() => ask([templateId])}>
      {t.more}
    </Press>
  );
}

function hintOf({ left, isAlways }: Reminder, t: ReturnType<typeof useWords>['reminders']): string {
  const said = left === 0 ? t.notTold : t.told(left);
  return isAlways ? `${said}${t.always}` : said;
}
