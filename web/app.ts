// What ordinary pages load.
import { Autocomplete } from "./islands/search/autocomplete";
import { BringIn } from "./islands/search/bring_in";
import { Candidates } from "./islands/search/candidates";
import { offerNearMe } from "./lib/near";
import { helpWithPasswords } from "./lib/passwords";
import { dropBrokenPictures } from "./lib/pictures";
import { offerPrinting } from "./lib/printing";
import { offerSharing } from "./lib/sharing";
import { startWorker } from "./lib/worker";

customElements.define("ts-autocomplete", Autocomplete);
customElements.define("ts-bring-in", BringIn);
customElements.define("ts-candidates", Candidates);
dropBrokenPictures();
offerPrinting();
offerSharing();
offerNearMe();
helpWithPasswords();
startWorker();
