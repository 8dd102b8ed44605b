// What the page of a show loads when somebody first reaches for the list, left something unsent, or has a network without WebSockets.
export { Hands } from "./islands/setlist/hands";
export { all, claim, keep } from "./lib/outbox";
export * as ways from "./lib/ways";
