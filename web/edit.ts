// What the page of a show loads when somebody first reaches for the list, or left something unsent.
export { Hands } from "./islands/setlist/hands";
export { all, claim, keep } from "./lib/outbox";
