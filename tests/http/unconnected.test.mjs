// The site without one of its services: whole, silent about it to visitors, and caught up with when the key is there (EXT-4b).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, assertSame, begin, bringIn, candidates, completed, harvest, operator, part, progress } from "./api.mjs";
import { makeFolder, serve } from "./program.mjs";
import { startSandbox } from "./sandbox.mjs";

const name = "Marrow Coast";
let sandbox;
let undisturbed;

before(async () => {
  sandbox = await startSandbox();
  const program = await serve({ sandbox });
  undisturbed = await harvest(program, (await bringIn(program, name)).artist_id);
  await program.stop();
});
after(() => sandbox?.stop());

async function pagesOf(program, slug) {
  const paths = ["/", `/search?q=${encodeURIComponent(name)}`, "/search?q=zzyzx+nobody", `/artists/${slug}`, `/artists/${slug}/import`];
  const answers = await Promise.all(paths.map((path) => ask(program, path)));
  for (const [i, answer] of answers.entries()) assert.equal(answer.status, 200, paths[i]);
  return answers.map((answer) => answer.text);
}

const without = {
  Ticketmaster: { setting: "ticketmaster.api_key", parts: ["shows"], code: "ticketmaster.off" },
  "setlist.fm": { setting: "setlistfm.api_key", parts: ["setlists"], code: "setlistfm.off" },
};

for (const [service, { setting, parts, code }] of Object.entries(without))
  test(`without ${service} the rest is here, and what was left out comes with the key`, async (t) => {
    const data = makeFolder();
    const bare = await serve({ sandbox, data, settings: { [setting]: undefined } });
    t.after(() => bare.stop());
    const { artist_id, slug } = await begin(bare, name);
    const state = await completed(bare, artist_id);
    for (const left of parts) {
      assert.equal(part(state, left).status, "absent");
      assert.equal(part(state, left).error.code, code);
    }
    for (const text of await pagesOf(bare, slug)) assert.doesNotMatch(text, /not connected|no key|withheld/);
    const told = await ask(bare, "/admin/imports", { headers: operator });
    assert.match(told.text, /not connected: this site has no key for it/);
    await bare.stop();

    const whole = await serve({ sandbox, data });
    t.after(() => whole.stop());
    await completed(whole, artist_id);
    assert.equal(part(await progress(whole, artist_id), parts[0]).status, "done");
    assertSame(await harvest(whole, artist_id), undisturbed);
  });

test("without Spotify nobody can be brought in and nothing offers it; who is here stays as it was", async (t) => {
  const data = makeFolder();
  const whole = await serve({ sandbox, data });
  t.after(() => whole.stop());
  const { artist_id, slug } = await bringIn(whole, name);
  await whole.stop();

  const bare = await serve({ sandbox, data, settings: { "spotify.client_id": undefined, "spotify.client_secret": undefined } });
  t.after(() => bare.stop());
  assertSame(await harvest(bare, artist_id), undisturbed);
  const pages = await pagesOf(bare, slug);
  for (const text of pages) assert.doesNotMatch(text, /not connected|no key|Look on Spotify|ts-candidates/);
  assert.match(pages[2], /Nobody here is called/);
  await assert.rejects(candidates(bare, "Iron Parsonage"), /search\.outside_unavailable/);
});
