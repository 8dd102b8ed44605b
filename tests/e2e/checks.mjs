// What must hold on every page.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { AxeBuilder } = require("@axe-core/playwright");

export async function checkAccess(page, where) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ""}`).join("\n  ")}`);
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

/** The smallest contrast between a text of the hero and any pixel behind it, measured on what is really drawn. */
export async function contrastOverLamps(page) {
  const texts = await page.evaluate(() => {
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
      for (const box of range.getClientRects()) {
        if (box.bottom < 0 || box.top > innerHeight) continue;
        found.push({
          text: node.nodeValue.trim(),
          color: style.color,
          needed: large ? 3 : 4.5,
          x: box.x,
          y: box.y,
          width: box.width,
          height: box.height,
        });
      }
    }
    const hide = new CSSStyleSheet();
    hide.replaceSync(
      "main * { color: transparent !important; text-decoration-color: transparent !important; transition: none !important; }",
    );
    document.adoptedStyleSheets.push(hide);
    return found;
  });
  const shot = await page.screenshot();
  await page.evaluate(() => document.adoptedStyleSheets.pop());
  const lab = await page.context().browser().newPage();
  const measured = await lab.evaluate(
    async ({ image, texts }) => {
      const bytes = Uint8Array.from(atob(image), (c) => c.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const pen = canvas.getContext("2d", { willReadFrequently: true });
      pen.drawImage(bitmap, 0, 0);
      const swatch = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      // https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
      const luminance = (r, g, b) => {
        const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
      };
      return texts.map(({ color, x, y, width, height, ...text }) => {
        swatch.fillStyle = color;
        swatch.fillRect(0, 0, 1, 1);
        const ink = luminance(...swatch.getImageData(0, 0, 1, 1).data);
        const left = Math.max(0, Math.floor(x));
        const top = Math.max(0, Math.floor(y));
        const { data } = pen.getImageData(left, top, Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height)));
        let worst = 21;
        for (let i = 0; i < data.length; i += 4) {
          if (data[i + 3] === 0) continue; // beyond the picture
          const ground = luminance(data[i], data[i + 1], data[i + 2]);
          worst = Math.min(worst, (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05));
        }
        return { ...text, contrast: worst };
      });
    },
    { image: shot.toString("base64"), texts },
  );
  await lab.close();
  return measured;
}

export async function checkContrast(page, where) {
  const measured = await contrastOverLamps(page);
  assert.ok(measured.length > 0, `${where} has text in its hero`);
  const weak = measured.filter((m) => m.contrast < m.needed).map((m) => `${m.text}: ${m.contrast.toFixed(2)} of ${m.needed}`);
  assert.deepEqual(weak, [], `contrast over the lamps on ${where}`);
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
}
