import type { ReplyOf } from '@liuliang/contract/client';
import { words } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { entryQuery } from '../../platform/entry';
import { isAlive, sceneIn, type KeptScene } from '../../platform/scene.shared';
import { api, onPersonLeft, session } from '../../platform/session';
import { dropStored, readStored, writeStored } from '../../platform/storage';
import { createStore } from '../../platform/store';
import { toast } from '../../ui/toast';
import { myGuide } from '../guide/my-guide';

export type Meaning = NonNullable<ReplyOf<'arriveByScene'>['meaning']>;

/** Whose code somebody came by who has not joined. */
export const arrival = createStore<{ readonly meaning: Meaning | null }>({ meaning: null });

/** The code to send with joining; null for none, or one of long ago. */
export function sceneToJoinBy(): string | null {
  const kept = readStored<KeptScene>('scene');
  return kept !== null && isAlive(kept, serverNowMs()) ? kept.scene : null;
}

/** The code has been used. */
export function sceneUsed(): void {
  dropStored('scene');
  arrival.set({ meaning: null });
}

/**
 * The app was opened, or came back to the front. A code that it was opened by is kept on the phone until it is used: whoever
 * joins tomorrow has still come by it.
 */
export function arrive(query?: Readonly<Record<string, unknown>>): void {
  const scene = sceneIn({ ...query, ...entryQuery() });
  if (scene !== null) writeStored('scene', { scene, atMs: serverNowMs() } satisfies KeptScene);
  void followScene();
}

let following: Promise<void> | null = null;

/** Asks what the kept code means. Where no answer comes it is asked again at the next opening. */
export function followScene(): Promise<void> {
  following ??= follow().finally(() => {
    following = null;
  });
  return following;
}

async function follow(): Promise<void> {
  const scene = sceneToJoinBy();
  if (scene === null) return sceneUsed();
  const answer = await api.arriveByScene({ body: { scene } });
  // Another code may have been scanned meanwhile, or this one used.
  if (!answer.ok || sceneToJoinBy() !== scene) return;
  const { meaning, isDone, isMyGuide } = answer.value;
  if (!isDone) return arrival.set({ meaning });
  sceneUsed();
  if (meaning?.guide == null || !isMyGuide) return;
  toast(words().arrival.served(meaning.guide));
  void myGuide.load();
}

onPersonLeft(() => arrival.set({ meaning: null }));

let { generation } = session.get();
session.subscribe(() => {
  if (session.get().generation === generation) return;
  ({ generation } = session.get());
  void followScene();
});
