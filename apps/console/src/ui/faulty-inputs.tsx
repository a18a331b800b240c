import { createContext, useCallback, useContext, useEffect, useId, useState, type ReactNode } from 'react';

type Report = (id: string, isFaulty: boolean) => void;

const Context = createContext<Report | null>(null);

/** Fields that hold something which is no value of theirs, below a `FaultyInputs` of the same report. */
export function useFaultyInputs(): { readonly count: number; readonly report: Report } {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const report = useCallback<Report>((id, isFaulty) => {
    setIds((known) => {
      if (known.has(id) === isFaulty) return known;
      const next = new Set(known);
      if (isFaulty) next.add(id);
      else next.delete(id);
      return next;
    });
  }, []);
  return { count: ids.size, report };
}

/** Hears of the fields below that hold no value, so that nothing is sent while one is marked. */
export const FaultyInputs = ({
  report,
  children,
}: {
  readonly report: Report;
  readonly children: ReactNode;
}) => <Context.Provider value={report}>{children}</Context.Provider>;

/** Tells the form around a field whether what stands in it is no value of it. */
export function useReportFault(isFaulty: boolean): void {
  const id = useId();
  const report = useContext(Context);
  useEffect(() => {
    report?.(id, isFaulty);
    return () => report?.(id, false);
  }, [report, id, isFaulty]);
}
