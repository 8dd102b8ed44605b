import { expect, test } from "vitest";
import { isKept, titleOf, withAge, withList, withRefusals } from "./pages_kept";

test("shows and setlists are kept, nobody's settings are", () => {
  const kept = (path: string) => isKept(new URL(path, "https://theset.test"));
  for (const path of [
    "/",
    "/following",
    "/shows/7",
    "/shows/7/velvet-arcade",
    "/shows/7/room",
    "/artists/marrow-coast",
    "/venues/kolder-club",
  ])
    expect(kept(path), path).toBe(true);
  for (const path of [
    "/settings",
    "/admin",
    "/admin/jobs",
    "/sign-in",
    "/search",
    "/following?near=Oslo",
    "/shows/7/print",
    "/shows/7/setlist.csv",
    "/shows/7/show.ics",
    "/shows/7/sheet/x",
    "/api/v1/shows/7",
    "/calendar/secret.ics",
  ])
    expect(kept(path), path).toBe(false);
});

test("what was refused is said on top of any page, as text", () => {
  const refused = [{ title: "<b> · The Set", refused: { say: "1 < 2.", path: "/shows/7" } }];
  expect(withRefusals('<main id="main"><h1>x</h1>', refused)).toMatch(
    /^<main id="main"><p class="toast bad[^>]*>What you changed in “&#60;b&#62;” was not taken. 1 &#60; 2. <a class="link" href="\/shows\/7">/,
  );
});

test("a kept page says how old it is, and the list escapes what pages are called", () => {
  expect(withAge('<body><main id="main"><h1>x</h1>', new Date(0))).toMatch(
    /<main id="main"><p class="toast[^>]*>No signal: this is the page as it was/,
  );
  const title = titleOf("<title>Rock &amp; &#34;Roll&#34; &lt;b&gt; · The Set</title>");
  expect(title).toBe('Rock & "Roll" <b>');
  expect(withList("<p data-kept>None.</p>", [{ path: "/shows/7", title }])).toBe(
    '<ul class="names"><li><a class="face" href="/shows/7">Rock &#38; &#34;Roll&#34; &#60;b&#62;</a></li></ul>',
  );
  expect(withList("<p data-kept>None.</p>", [])).toBe("<p data-kept>None.</p>");
});
