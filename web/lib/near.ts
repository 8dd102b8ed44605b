/** Shows the button that asks the device where it is: only on a tap, and no more exactly than a kilometre. */
export function offerNearMe(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-here]");
  const form = button?.form;
  if (!button || !form || !navigator.geolocation) return;
  const status = form.querySelector<HTMLElement>("[role=status]");
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const query = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
        query.delete("near");
        query.set("lat", coords.latitude.toFixed(2));
        query.set("lon", coords.longitude.toFixed(2));
        location.assign(`${form.getAttribute("action")}?${query}`);
      },
      () => {
        button.removeAttribute("aria-busy");
        if (status) status.textContent = "Your device does not tell where it is. Type a town instead.";
      },
      { maximumAge: 600_000, timeout: 10_000 },
    );
  });
}
