import { createStore } from './store.shared';

/** How much larger than usual text is drawn; every size of the type scale follows it. */
export const textSize = createStore({ scale: 1 });

export function setTextScale(scale: number): void {
  if (textSize.get().scale !== scale) textSize.set({ scale });
}

/** What WeChat calls its ordinary size is 16 px on some phones and 17 px on others. */
const ORDINARY_PX = 17;
/** Beyond this, figures of a card no longer stand side by side on a small phone. */
const SCALE_MAX = 1.4;

/** The scale that fits WeChat's own setting, to a hundredth; smaller text than usual is not for these screens. */
export const scaleOf = (settingPx: number | undefined): number =>
  Math.round(100 * Math.min(SCALE_MAX, Math.max(1, (settingPx ?? ORDINARY_PX) / ORDINARY_PX))) / 100;
