// What the page of an artist loads.
import { Follow } from "./islands/follows/follow";
import { ImportProgress } from "./islands/imports/progress";
import { dropBrokenPictures } from "./lib/pictures";
import { startWorker } from "./lib/worker";

customElements.define("ts-import-progress", ImportProgress);
customElements.define("ts-follow", Follow);
dropBrokenPictures();
startWorker();
