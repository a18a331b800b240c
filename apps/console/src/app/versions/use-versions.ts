import { useAnswer } from '../api';
import type { DocumentScreens, VersionDetail, VersionHead } from './document';

type Read<C, H extends VersionHead, D extends VersionDetail<C>> = Pick<
  DocumentScreens<C, H, D>,
  'cached' | 'calls'
>;

export const useVersions = <C, H extends VersionHead, D extends VersionDetail<C>>({
  cached,
  calls,
}: Read<C, H, D>) => useAnswer(cached.all, null, calls.list);

/** One version in full; nothing is asked while there is none to ask for. */
export const useVersion = <C, H extends VersionHead, D extends VersionDetail<C>>(
  { cached, calls }: Read<C, H, D>,
  version: number | null,
) =>
  useAnswer(cached.one, version, () => calls.read({ params: { version: String(version) } }), {
    isWanted: version !== null,
  });

/** What holds now, else the newest of what is published. */
export const inForceOf = (versions: readonly VersionHead[]): number | null =>
  (versions.find(({ isInForce }) => isInForce) ?? versions.find(({ state }) => state === 'published'))
    ?.version ?? null;

/** How many drafts wait for somebody else than whoever asked. */
export const countToApprove = (versions: readonly VersionHead[]): number =>
  versions.filter(({ asked }) => asked !== null && !asked.isMine).length;
