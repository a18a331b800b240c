/** Tells now and at every change whether the browser has a network. Few browsers know more than that. */
export function watchConnection(tell: (isConnected: boolean) => void): void {
  const look = (): void => tell(window.navigator.onLine);
  window.addEventListener('online', look);
  window.addEventListener('offline', look);
  look();
}
