import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { Card } from '../../ui/card';
import { moment } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { LoadMore } from '../../ui/load-more';
import { Press } from '../../ui/press';
import { Sheet } from '../../ui/sheet';
import { SkeletonRows } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import type { Message } from './inbox.resource';
import { useInbox } from './use-inbox';
import './inbox.scss';

/** What the brand told me. */
export function InboxScreen() {
  const words = useWords();
  const { pages, opened, open, close } = useInbox();
  return (
    <Screen title={words.inbox.title} isTab>
      <Loaded of={pages} skeleton={<InboxSkeleton />}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <EmptyState icon="inbox" title={words.inbox.empty} hint={words.inbox.emptyHint} />
          ) : (
            <>
              {items.map((message) => (
                <MessageLine key={message.id} message={message} onPress={() => open(message)} />
              ))}
              <LoadMore hasMore={nextCursor !== null} of={pages} />
            </>
          )
        }
      </Loaded>
      {opened === null ? null : <MessageSheet message={opened} onClose={close} />}
    </Screen>
  );
}

function MessageLine({ message, onPress }: { message: Message; onPress: () => void }) {
  const words = useWords();
  const textOf = useBilingual();
  const isUnread = message.readAtMs === null;
  return (
    <Press className={`card message ${isUnread ? 'message--unread' : ''}`} onPress={onPress}>
      <View className="message__head">
        <View className="message__title">{textOf(message.title)}</View>
        {isUnread ? <View className="tag message__mark">{words.inbox.unread}</View> : null}
      </View>
      <View className="message__body">{textOf(message.body)}</View>
      <View className="message__time">{moment(message.sentAtMs, serverNowMs(), words)}</View>
    </Press>
  );
}

function MessageSheet({ message, onClose }: { message: Message; onClose: () => void }) {
  const words = useWords();
  const textOf = useBilingual();
  return (
    <Sheet title={textOf(message.title)} onClose={onClose}>
      <View className="message-sheet">
        <View className="message__time">{moment(message.sentAtMs, serverNowMs(), words)}</View>
        {textOf(message.body)
          .split('\n')
          .map((paragraph, index) => (
            <View className="message-sheet__paragraph" key={index}>
              {paragraph}
            </View>
          ))}
      </View>
    </Sheet>
  );
}

function InboxSkeleton() {
  return (
    <Card>
      <SkeletonRows count={5} />
    </Card>
  );
}
