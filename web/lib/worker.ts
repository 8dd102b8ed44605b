/** Starts the service worker (sw.ts). A new version waits for the reader's word: asking comes with a script of its own. */
export function startWorker(): void {
  const ask = document.querySelector<HTMLScriptElement>("script[data-update]")?.dataset.update;
  navigator.serviceWorker?.register("/sw.js").then(
    (registration) => {
      const told = () => {
        if (ask && registration.waiting && navigator.serviceWorker.controller)
          void import(/* @vite-ignore */ ask).then(({ offer }) => offer(registration.waiting));
      };
      told();
      navigator.serviceWorker.controller?.postMessage("drain");
      registration.onupdatefound = () => registration.installing?.addEventListener("statechange", told);
    },
    () => undefined, // not here: the page works without
  );
}
