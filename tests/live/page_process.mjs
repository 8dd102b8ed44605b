// One page as a process of its own, so that it can be stopped and killed: it joins, takes an item into its hand, and then says nothing more.
//   node page_process.mjs '{"url", "setlist", "cookie", "item"}'
import { Page, cid } from "../http/live.mjs";

const { url, setlist, cookie, item } = JSON.parse(process.argv[2]);
const page = new Page({ url }, setlist, cookie);
page.send({ t: "hello", cid: cid(), rev: 0, n: 0 });
await page.next("welcome");
page.send({ t: "pres", item, drag: true });
await page.end();
