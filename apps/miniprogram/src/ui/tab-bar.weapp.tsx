/** WeChat draws the tab bar itself (app.config.ts). */
export function TabBar(_: { unread: number }) {
  return null;
}
