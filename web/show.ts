// What the page of a show loads.
import { Setlist } from "./islands/setlist/setlist";
import { startWorker } from "./lib/worker";

customElements.define("ts-setlist", Setlist);
startWorker();
