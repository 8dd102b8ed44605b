/** On the page that shares a show: copying, and handing over to the device's other programs. Without scripts its text can be marked. */
export function offerSharing(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${button.dataset.copy}`);
    if (!field || !navigator.clipboard) continue; // not over plain http
    button.hidden = false;
    button.onclick = async () => {
      await navigator.clipboard.writeText(field.value);
      const said = button.parentElement?.querySelector("[role=status]");
      if (said) said.textContent = "Copied";
    };
  }
  const send = document.querySelector<HTMLButtonElement>("[data-send]");
  const url = document.querySelector<HTMLInputElement>("#address")?.value;
  if (!send || !url || !navigator.share) return;
  send.hidden = false;
  send.onclick = () => void navigator.share({ title: document.title, url }).catch(() => undefined); // thought better of it
}
