/** What of the bar is loaded after the screen, at once. */
export { AccountMenu } from './account-menu';
export { GlobalSearch } from './global-search';
export { Inbox } from './inbox';
