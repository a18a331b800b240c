import { personal } from '../../platform/resource';
import { api } from '../../platform/session';
import { putUnread } from '../../common/home/member-home';
import { type Inbox, unreadBy } from './inbox.shared';

const loadPage = (cursor?: string) => api.inbox({ query: { cursor } });

/** What has just come says what is unread, on the tab too: the first screen may have asked long ago. */
async function loadFirst() {
  const answer = await loadPage();
  if (answer.ok) putUnread((known) => unreadBy(answer.value, known));
  return answer;
}

export const inbox = personal<Inbox>({ rememberAs: 'inbox', load: loadFirst });
export const loadMoreMessages = (cursor: string) => loadPage(cursor);
