// What the page of the room loads.
import { Room } from "./islands/room/room";
import { startWorker } from "./lib/worker";

customElements.define("ts-room", Room);
startWorker();
