// What operator pages load.
import { LiveTable } from "./islands/admin/live_table";

customElements.define("ts-live-table", LiveTable);
