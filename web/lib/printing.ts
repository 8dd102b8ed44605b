/** Shows the button that prints the page: without scripts the browser's own menu does it. */
export function offerPrinting(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-print]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => print());
}
