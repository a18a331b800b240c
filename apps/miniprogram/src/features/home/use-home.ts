import { useEffect } from 'react';
import { useResource } from '../../platform/resource';
import { track } from '../session/track';
import { home } from './home.resource';

let hasToldOpening = false;

/** The first screen; tells once a launch that the mini-program was opened. */
export function useHome() {
  const state = useResource(home);
  const isFresh = state.value !== null && state.problem === null && !state.isLoading;
  useEffect(() => {
    if (!isFresh || hasToldOpening) return;
    hasToldOpening = true;
    track('mini.opened');
  }, [isFresh]);
  return state;
}
