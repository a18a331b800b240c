import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { moment } from '../../ui/format.shared';
import { PagedList } from '../../ui/paged-list';
import { Press } from '../../ui/press';
import { Sheet } from '../../ui/sheet';
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
      <PagedList
        of={pages}
        skeletonRows={5}
        frame="cards"
        empty={<EmptyState icon="inbox" title={words.inbox.empty} hint={words.inbox.emptyHint} />}
      >
        {(items) =>
          items.map((message) => (
            <MessageLine key={message.id} message={message} onPress={() => open(message)} />
          ))
        }
      </PagedList>
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
