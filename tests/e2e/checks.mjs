// What must hold on every page.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { settle } from "./browser.mjs";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { AxeBuilder } = require("@axe-core/playwright");

/** Without `rules` all of axe's. */
export async function checkAccess(page, where, rules) {
  // In the page itself (our pages have no frames, for which a second page would gather the results), and telling of nothing but violations.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  const told = violations.map(
    (v) =>
      `${v.id}, ${v.nodes.length} times: ${v.nodes
        .slice(0, 3)
        .map((n) => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ""}`)
        .join("\n  ")}`,
  );
  assert.deepEqual(told, [], `axe on ${where}`);
}

export async function checkWidth(page, where) {
  const wide = await page.evaluate(() => {
    const beyond = [...document.querySelectorAll("body *")].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width > 1 && box.right > innerWidth + 1 && !e.closest(".discs, .scroll, .lamps, .tone, .sr");
    });
    window.scrollTo(500, window.scrollY);
    const scrolled = window.scrollX;
    window.scrollTo(0, window.scrollY);
    return { scrolled, beyond: beyond.slice(0, 5).map((e) => `${e.localName}.${e.className}`) };
  });
  assert.deepEqual(wide, { scrolled: 0, beyond: [] }, `${where} is wider than ${page.viewportSize().width}`);
}

// The pieces of text in the hero with their colours, and their places in the part of the screen that holds them all.
function listTexts() {
  const found = [];
  const hero = document.querySelector(".hero");
  const walker = document.createTreeWalker(hero, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    // Fields and buttons bring their own ground; what only screen readers see has none.
    if (!node.nodeValue.trim() || element.closest(".btn, .sr, input, [role=listbox]")) continue;
    const style = getComputedStyle(element);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { x, y, width, height } of range.getClientRects()) {
      if (y + height < 0 || y > innerHeight) continue;
      found.push({ text: node.nodeValue.trim().slice(0, 60), color: style.color, needed: large ? 3 : 4.5, x, y, width, height });
    }
  }
  const places = [hero.getBoundingClientRect(), ...found];
  const least = (side) => Math.max(0, Math.floor(Math.min(...places.map((place) => place[side]))) - 4);
  const clip = { x: least("x"), y: least("y") };
  const most = (side, length) => Math.ceil(Math.max(...places.map((place) => place[side] + place[length]))) + 4;
  clip.width = Math.min(innerWidth, most("x", "width")) - clip.x;
  clip.height = Math.min(innerHeight, most("y", "height")) - clip.y;
  return { clip, texts: found.map((text) => ({ ...text, x: text.x - clip.x, y: text.y - clip.y })) };
}

// Compares every text with the pixels behind and beside its strokes: the strokes are where the two pictures differ.
async function measure({ seen, bare, texts }) {
  const pixels = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
    pen.drawImage(bitmap, 0, 0);
    return pen.getImageData(0, 0, bitmap.width, bitmap.height);
  };
  const [front, ground] = [await pixels(seen), await pixels(bare)];
  const swatch = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  // https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
  const linear = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (data, at) => 0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);
  const beside = 2;
  const { width: across, height: down } = front;
  const isStroke = (x, y) => {
    const at = (y * across + x) * 4;
    return [0, 1, 2].some((c) => Math.abs(front.data[at + c] - ground.data[at + c]) > 24);
  };
  return texts.map(({ text, color, needed, x, y, width, height }) => {
    swatch.fillStyle = color;
    swatch.fillRect(0, 0, 1, 1);
    const ink = luminance(swatch.getImageData(0, 0, 1, 1).data, 0);
    const right = Math.min(across, Math.ceil(x + width));
    const bottom = Math.min(down, Math.ceil(y + height));
    const looked = new Uint8Array(across * down);
    let contrast = 21;
    let strokes = 0;
    for (let py = Math.max(0, Math.floor(y)); py < bottom; py++) {
      for (let px = Math.max(0, Math.floor(x)); px < right; px++) {
        if (!isStroke(px, py)) continue;
        strokes++;
        for (let qy = Math.max(0, py - beside); qy <= Math.min(down - 1, py + beside); qy++) {
          for (let qx = Math.max(0, px - beside); qx <= Math.min(across - 1, px + beside); qx++) {
            const at = qy * across + qx;
            if (looked[at]) continue;
            looked[at] = 1;
            const behind = luminance(ground.data, at * 4);
            contrast = Math.min(contrast, (Math.max(ink, behind) + 0.05) / (Math.min(ink, behind) + 0.05));
          }
        }
      }
    }
    return { text, needed, contrast, strokes };
  });
}

// A page to compute in, one a browser.
const labs = new WeakMap();
function labOf(browser) {
  if (!labs.has(browser)) labs.set(browser, browser.newPage());
  return labs.get(browser);
}

/** The smallest contrast between each text of the hero and any pixel behind it or beside its strokes, on what is really drawn. */
export async function contrastOverLamps(page) {
  const { clip, texts } = await page.evaluate(listTexts);
  const seen = await page.screenshot({ clip });
  await page.evaluate(() => {
    const hide = new CSSStyleSheet();
    hide.replaceSync(
      "main * { color: transparent !important; text-decoration-color: transparent !important; transition: none !important; }",
    );
    document.adoptedStyleSheets.push(hide);
  });
  const bare = await page.screenshot({ clip });
  await page.evaluate(() => document.adoptedStyleSheets.pop());
  const lab = await labOf(page.context().browser());
  const measured = await lab.evaluate(measure, { seen: seen.toString("base64"), bare: bare.toString("base64"), texts });
  return measured.filter((m) => m.strokes > 0);
}

export async function checkContrast(page, where) {
  const measured = await contrastOverLamps(page);
  assert.ok(measured.length > 0, `${where} has text in its hero`);
  const weak = measured.filter((m) => m.contrast < m.needed).map((m) => `${m.text}: ${m.contrast.toFixed(2)} of ${m.needed}`);
  assert.deepEqual(weak, [], `contrast over the lamps on ${where}`);
}

/** What can be tapped is no smaller than a finger. Links in a sentence are words, not targets. */
export async function checkTargets(page, where, within, least) {
  const small = await page.evaluate(
    ([within, least]) =>
      [...document.querySelectorAll(`:is(${within}) :is(a, button, input, select, summary)`)]
        .map((e) => [e, e.getBoundingClientRect()])
        .filter(
          ([e, { width, height }]) =>
            width > 1 && height > 1 && (Math.round(width) < least || Math.round(height) < least) && !e.closest(".sr, .lead, .dim"),
        )
        .map(([e, { width, height }]) => `${e.ariaLabel ?? e.textContent.trim()}: ${width} x ${height}`),
    [within, least],
  );
  assert.deepEqual(small, [], `${where} has targets under ${least}`);
}

export async function checkStillness(page, where) {
  const { shifts, shifted } = await page.evaluate(() => ({ shifts: window.shifts, shifted: window.shifted }));
  assert.ok(shifts < 0.02, `${where} jumps by ${shifts}: ${shifted.slice(0, 8)}`);
}

export async function setTheme(page, theme) {
  await page.evaluate((name) => {
    if (name === "light") document.documentElement.dataset.theme = "light";
    else delete document.documentElement.dataset.theme;
  }, theme);
  await settle(page);
}
