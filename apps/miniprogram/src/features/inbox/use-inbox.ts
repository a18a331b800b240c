import Taro from '@tarojs/taro';
import { useState } from 'react';
import { go } from '../../platform/go';
import { usePages } from '../../platform/pages';
import { api } from '../../platform/session';
import { useAction } from '../../platform/use-action';
import { putUnread } from '../../common/home/member-home';
import { track } from '../../common/track';
import { inbox, loadMoreMessages } from './inbox.resource';
import { type Message, PLACES, withRead } from './inbox.shared';

/** The inbox and the message that is open; opening is reading. */
export function useInbox() {
  const pages = usePages(inbox, loadMoreMessages, ({ id }) => id);
  const [opened, setOpened] = useState<Message | null>(null);
  const readingAll = useAction(
    () => api.readAllMessages(),
    ({ readAtMs }) => {
      markRead('all', readAtMs);
      putUnread(() => 0);
    },
  );

  async function open(message: Message): Promise<void> {
    setOpened(message);
    if (message.readAtMs !== null) return;
    const answer = await api.readMessage({ params: { messageId: message.id } });
    // Not marked: the message stays unread and is marked when it is opened again. Nothing for the reader to do.
    if (!answer.ok) return;
    markRead(message.id, answer.value.readAtMs);
    putUnread((known) => known - 1);
    track('message.clicked', message.id);
  }

  /** To the page where the thing of the message is. */
  function follow({ leadsTo }: Message): void {
    setOpened(null);
    const place = PLACES[leadsTo];
    if ('tab' in place) void Taro.switchTab({ url: `/pages/${place.tab}/index` });
    else go(place.page);
  }

  return {
    pages,
    opened,
    readingAll,
    open: (message: Message) => void open(message),
    follow,
    close: () => setOpened(null),
  };
}

function markRead(id: string, readAtMs: number): void {
  const list = inbox.state.get().value;
  if (list !== null) inbox.put(withRead(list, id, readAtMs));
}
