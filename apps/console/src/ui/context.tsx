import { createContext, useContext } from 'react';
import { dayOf } from './days';
import { formatDay, type Language, type Moment } from './format';

/** The general words that the parts of this folder say; the app fills them from its message table. */
export interface UiWords {
  readonly retry: string;
  readonly loading: string;
  readonly requestId: (id: string) => string;
  readonly exportCsv: string;
  readonly about: (of: string) => string;
  readonly asChart: string;
  readonly asTable: string;
  readonly view: string;
  readonly pages: string;
  readonly firstPage: string;
  readonly previousPage: string;
  readonly nextPage: string;
  readonly percentagePoints: string;
  readonly chartMissing: string;
  /** What is wrong with a number that was typed, given its bounds. */
  readonly numberFaults: Readonly<
    Record<'empty' | 'notNumber' | 'tooSmall' | 'tooLarge', (min: string, max: string) => string>
  >;
}

export interface UiSetting {
  readonly language: Language;
  readonly timeZone: string;
  readonly isDark: boolean;
  readonly words: UiWords;
}

const Context = createContext<UiSetting | null>(null);
export const UiProvider = Context.Provider;

export function useUi(): UiSetting {
  const setting = useContext(Context);
  if (!setting) throw new Error('UiProvider is missing above this component');
  return setting;
}

/** The calendar day of an instant in the brand's zone, in words. */
export function useDayText(): (instantMs: number) => string {
  const moment = useMoment();
  return (instantMs) => formatDay(dayOf(instantMs, moment.timeZone), moment);
}

/** The last day on which something is valid that is over at an instant, as every end is at the end of a day. */
export function useLastDayText(): (endMs: number) => string {
  const day = useDayText();
  return (endMs) => day(endMs - 1);
}

/** Language, zone and the present moment, for the formatting functions. */
export function useMoment(): Moment {
  const { language, timeZone } = useUi();
  return { language, timeZone, nowMs: Date.now() };
}
