// What the page of a show loads.
import { Setlist } from "./islands/setlist/setlist";

customElements.define("ts-setlist", Setlist);
