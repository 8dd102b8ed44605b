/** A picture that does not load makes way for the halftone behind it. */
export function dropBrokenPictures(): void {
  // Errors of pictures do not bubble.
  document.addEventListener("error", ({ target }) => target instanceof HTMLImageElement && target.remove(), true);
  for (const picture of [...document.images]) if (picture.complete && picture.naturalWidth === 0) picture.remove();
}
