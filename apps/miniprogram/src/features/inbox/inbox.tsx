import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { Button } from '../../ui/button';
import { moment } from '../../ui/format.shared';
import { PagedList } from '../../ui/paged-list';
import { Press } from '../../ui/press';
import { Sheet } from '../../ui/sheet';
import { EmptyState, ProblemNotice } from '../../ui/states';
import { useMemberHome } from '../../common/home/use-member-home';
import { Screen } from '../../common/frame/screen';
import type { Message } from './inbox.shared';
import { ReminderRow } from './reminder-sheet';
import { useInbox } from './use-inbox';
import './inbox.scss';

/** What the brand told me. */
export function InboxScreen() {
  const words = useWords();
  const { pages, opened, readingAll, open, follow, close } = useInbox();
  const home = useMemberHome().value;
  const unread = home?.unreadMessages ?? 0;
  return (
    <Screen title={words.inbox.title} isTab>
      {unread === 0 ? null : (
        <View className="inbox__top">
          <View role="status">{words.inbox.unreadCount(unread)}</View>
          <Press className="inbox__all" isOff={readingAll.isRunning} onPress={() => readingAll.run()}>
            {words.inbox.readAll}
          </Press>
        </View>
      )}
      {readingAll.problem === null ? null : <ProblemNotice problem={readingAll.problem} />}
      {home?.isMember === true ? <ReminderRow /> : null}
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
      {opened === null ? null : (
        <MessageSheet message={opened} onFollow={() => follow(opened)} onClose={close} />
      )}
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

interface MessageSheetProps {
  readonly message: Message;
  readonly onFollow: () => void;
  readonly onClose: () => void;
}

function MessageSheet({ message, onFollow, onClose }: MessageSheetProps) {
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
      <Button onPress={onFollow}>{words.inbox.places[message.leadsTo]}</Button>
    </Sheet>
  );
}
