import { useState } from 'react';
import { usePages } from '../../platform/pages';
import { api } from '../../platform/session';
import { countRead } from '../../common/home/member-home';
import { track } from '../../common/track';
import { inbox, loadMoreMessages, type Message, withRead } from './inbox.resource';

/** The inbox and the message that is open; opening is reading. */
export function useInbox() {
  const pages = usePages(inbox, loadMoreMessages, ({ id }) => id);
  const [opened, setOpened] = useState<Message | null>(null);

  async function open(message: Message): Promise<void> {
    setOpened(message);
    if (message.readAtMs !== null) return;
    const answer = await api.readMessage({ params: { messageId: message.id } });
    // Not marked: the message stays unread and is marked when it is opened again. Nothing for the reader to do.
    if (!answer.ok) return;
    const list = inbox.state.get().value;
    if (list !== null) inbox.put(withRead(list, message.id, answer.value.readAtMs));
    countRead();
    track('message.clicked', message.id);
  }

  return { pages, opened, open: (message: Message) => void open(message), close: () => setOpened(null) };
}
