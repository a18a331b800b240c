import type { ReplyOf } from '@liuliang/contract/client';
import { api, useReply } from './api';
import { useLanguage } from './language';
import styles from './layers.module.css';

export type TierScheme = ReplyOf<'tierScheme'>['content'];
export type TierNames = TierScheme['levels'][number]['name'];

/** The colour of a level. Schemes name tokens of the screens; anything else counts as the token of its level. */
export const tierColour = (colour: string, level: number): string =>
  /^tier-[1-8]$/.test(colour) ? `var(--${colour})` : `var(--tier-${Math.min(8, Math.max(1, level))})`;

/** The scheme that members are judged by now; null while it is loading, or where there is none. */
export function useTierScheme(): TierScheme | null {
  const schemes = useReply('tierSchemes', null, () => api.tierSchemes());
  const inForce = schemes.data?.items.find(({ isInForce }) => isInForce)?.version;
  return useScheme(inForce ?? null);
}

function useScheme(version: number | null): TierScheme | null {
  const scheme = useReply(
    'tierScheme',
    version,
    () => api.tierScheme({ params: { version: String(version) } }),
    { isWanted: version !== null },
  );
  return version === null ? null : (scheme.data?.content ?? null);
}

/** The brand's name of a level; `V3` where the scheme does not know it. */
export function useTierName(): (level: number) => string {
  const language = useLanguage();
  const scheme = useTierScheme();
  return (level) => scheme?.levels[level - 1]?.name[language] ?? `V${level}`;
}

interface TierTagProps {
  readonly level: number;
  readonly name: string;
  readonly colour: string;
}

/** A level as a coloured mark with its name; the colour is never alone. */
export function TierTag({ level, name, colour }: TierTagProps) {
  return (
    <span className={styles.tag}>
      <span className={styles.mark} style={{ background: tierColour(colour, level) }} aria-hidden />
      {name}
    </span>
  );
}
