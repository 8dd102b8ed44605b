import { Follow } from "./islands/follows/follow";

// What the page of a show, and the room, load when somebody first reaches for the list, left something unsent, or has a network without
// WebSockets.
export { Hands } from "./islands/setlist/hands";
export { offerSongs } from "./islands/setlist/songs";
export { ask, tell } from "./islands/setlist/told";
export { keep, take } from "./lib/outbox";
export * as ways from "./lib/ways";

customElements.define("ts-follow", Follow);
