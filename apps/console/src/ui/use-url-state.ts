import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { changedQuery, type UrlChanges } from './query';

/** The address as state: what to read, and how to change a part of it. */
export function useUrlState(): [
  URLSearchParams,
  (changes: UrlChanges, options?: { replace?: boolean }) => void,
] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changes: UrlChanges, options?: { replace?: boolean }) =>
      setParams((current) => changedQuery(current, changes), { replace: options?.replace ?? false }),
    [setParams],
  );
  return [params, change];
}
