/** Tells of saved sources, once per burst: an editor that saves all, or a checkout, is one change. */
import { watch } from 'node:fs';
import { join } from 'node:path';

const QUIET_MS = 150;
const IGNORED = /(^|\/)(node_modules|dist|\.cache)(\/|$)|\.spec\.tsx?$/;

/** Calls `changed(file)` with the last file of a burst. Returns how to stop. */
export function watchSources(folders, changed, matters = /\.(ts|json)$/) {
  let timer;
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (_event, name) => {
      if (!name || IGNORED.test(name) || !matters.test(name)) return;
      clearTimeout(timer);
      timer = setTimeout(() => changed(join(folder, name)), QUIET_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
