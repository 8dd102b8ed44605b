import { afterEach, expect, test } from "vitest";
import { Pending } from "../../lib/pending";
import { Tally } from "../../lib/tally";
import { Rows } from "./rows";

afterEach(() => {
  document.body.innerHTML = "";
});

test("a row stays marked while its change or its vote is on the way, also when it is what is playing", () => {
  document.body.innerHTML = `<div id="list"><div class="now" data-item=""><span data-part="title"></span></div>
    <ol data-list="played"><li data-id="a"></li></ol><ol data-list="expected"></ol></div>`;
  const rows = new Rows(document.querySelector("#list") as HTMLElement);
  const row = document.querySelector("li");
  const tally = new Tally();
  const item = { id: "a", kind: "song", song: { title: "Halogen" }, meaning: "happened", at: Date.now() };
  const pending = new Pending({ cid: "me", cseq: 0, rev: 1, confirmed: { items: [item] }, flight: null, buffer: [] });
  pending.edit([{ o: "set", id: "a", f: "note", v: "acoustic" }]);
  rows.mark({ pending, tally });
  rows.play(pending.doc, "live", tally);
  rows.count(["a"], tally); // somebody votes
  expect([row?.className, row?.hasAttribute("data-pending")]).toEqual(["on", true]);
  pending.next();
  pending.ack({ cseq: 1, rev: 2 });
  const { k } = tally.cast({ item: "a", meaning: "happened", value: 1 });
  rows.mark({ pending, tally });
  expect(row?.hasAttribute("data-pending")).toBe(true);
  tally.voted(k, 0);
  rows.mark({ pending, tally });
  expect(row?.hasAttribute("data-pending")).toBe(false);
});
