// What the page before signing out loads (RT-4): what waits on this device is named there, and can be sent first.
import { drain } from "./lib/drain";
import { all } from "./lib/outbox";
import { inWords } from "./lib/unsent";
import { startWorker } from "./lib/worker";

const told = document.querySelector<HTMLElement>("[data-unsent]");
const send = document.querySelector<HTMLButtonElement>("[data-send]");
const leave = document.querySelector<HTMLButtonElement>("[data-leave]");

async function tell(before = ""): Promise<void> {
  const waiting = await all();
  if (!told || !send || !leave) return;
  told.hidden = waiting.length === 0 && !before;
  send.hidden = waiting.length === 0;
  told.textContent = before + inWords(waiting);
  leave.textContent = waiting.length === 0 ? "Sign out" : "Sign out and drop what waits";
}

async function sendNow(): Promise<void> {
  if (send) send.disabled = true;
  try {
    await drain(true);
    await tell((await all()).length === 0 ? "All is sent." : "Not all of it was taken; open the list to see why. ");
  } catch {
    await tell("That did not work just now; there may be no network. ");
  }
  if (send) send.disabled = false;
}

send?.addEventListener("click", () => void sendNow());
void tell();
startWorker();
