/**
 * Keeps the screen on until `signal`, while the page is seen: the browser lets go of it whenever the page is hidden
 * (https://www.w3.org/TR/screen-wake-lock/). Where it may not or cannot, the screen darkens as always.
 */
export function stayAwake(signal: AbortSignal): void {
  let lock: Promise<WakeLockSentinel | undefined> = Promise.resolve(undefined);
  const ask = () => {
    lock = lock.then((held) => {
      if (document.hidden || signal.aborted || held?.released === false) return held;
      return navigator.wakeLock?.request("screen").catch(() => undefined);
    });
  };
  document.addEventListener("visibilitychange", ask, { signal });
  signal.addEventListener("abort", () => void lock.then((held) => held?.release()));
  ask();
}
