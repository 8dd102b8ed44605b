// What a page loads when a new version of the site waits: it is offered, never forced (ui.md 4.10).

/** Asks once a page; on a yes all pages get the new version, and this one is loaded again. */
export function offer(waiting: ServiceWorker | null): void {
  const main = document.querySelector("main");
  if (!waiting || !main || main.querySelector("[data-notice=version]")) return;
  const toast = document.createElement("p");
  toast.className = "toast new wrap";
  toast.dataset.notice = "version";
  toast.setAttribute("role", "status");
  const button = document.createElement("button");
  button.className = "link";
  button.textContent = "Reload";
  button.onclick = () => {
    navigator.serviceWorker.oncontrollerchange = () => location.reload();
    waiting.postMessage("update");
  };
  toast.append("There is a new version of this site.", button);
  main.prepend(toast);
}
