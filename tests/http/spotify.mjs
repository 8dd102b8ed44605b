// Spotify's side of a sign-in, as somebody in a browser does it: the consent page of the sandbox, and the way back.
import assert from "node:assert/strict";
import { Browser } from "./people.mjs";

export const fans = ["Wren Ostrander", "Ilse Marchetti", "Tomo Ferreira"];

/** The consent page at this address: {choose(fan), refuse}, each a path of the site to come back by. */
export async function consent(program, url) {
  const page = await fetch(url);
  assert.equal(page.status, 200, url);
  const html = (await page.text()).replaceAll("&amp;", "&");
  const link = (words) => html.match(new RegExp(`href="([^"]+)">${words}<`))?.[1].replace(program.url, "");
  return { choose: (fan) => link(fan), refuse: link("Nobody: go back") };
}

/** To Spotify, and back as that fan: the site's answer to coming back. */
export async function continueAs(browser, fan, { from = "/sign-in/spotify", next = "/" } = {}) {
  const away = await browser.get(`${from}?next=${encodeURIComponent(next)}`);
  assert.equal(away.status, 303, away.text.slice(0, 300));
  return browser.get((await consent(browser.program, away.to)).choose(fan));
}

/** Somebody who came in with Spotify. */
export async function listener(program, fan, options = {}) {
  const browser = new Browser(program, options);
  const done = await continueAs(browser, fan, options);
  return { browser, done };
}
