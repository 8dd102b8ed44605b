// Pages as they are kept for times without a network: what is kept, and how it is shown. And what the service worker says on any page.
import type { Kept } from "./kept";

export const most = 60;

/** Shows with their setlists, artists, venues, the home page and Following; nothing with a query, no exports, nobody's settings. */
export function isKept(url: URL): boolean {
  return (
    url.search === "" &&
    /^\/($|following$|artists\/[^/.]+$|venues\/[^/.]+$|shows\/\d+(\/(?!print$|history$|sheet$)[^/.]+)?$)/.test(url.pathname)
  );
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The page with a word on how old it is. */
export function withAge(html: string, when: Date): string {
  const time = when.toLocaleString("en", { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return html.replace(
    /<main[^>]*>/,
    (main) => `${main}<p class="toast slow wrap" role="status">No signal: this is the page as it was on ${escaped(time)}.</p>`,
  );
}

/** The page with what was refused of changes that were sent when their page was closed. */
export function withRefusals(html: string, refused: Pick<Kept, "title" | "refused">[]): string {
  const told = refused.map(
    ({ title, refused }) =>
      `<p class="toast bad wrap" role="alert">What you changed in “${escaped(named(title))}” was not taken. ${escaped(refused?.say ?? "")} ` +
      `<a class="link" href="${escaped(refused?.path ?? "/")}">Look at it</a></p>`,
  );
  return html.replace(/<main[^>]*>/, (main) => main + told.join(""));
}

/** The page for what is not here, with a list of what is. */
export function withList(html: string, pages: { path: string; title: string }[]): string {
  const items = pages.map(({ path, title }) => `<li><a class="face" href="${escaped(path)}">${escaped(title)}</a></li>`).join("");
  return items ? html.replace(/<p data-kept>.*?<\/p>/, `<ul class="names">${items}</ul>`) : html;
}

/** A page's title without the site's name. */
export const named = (title: string) => title.replace(/ · The Set$/, "");

/** What a page is called, without the site's name. */
export function titleOf(html: string): string {
  const title = named(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "");
  return title.replace(/&#(\d+);|&(amp|lt|gt|quot);/g, (_, code, name) =>
    code ? String.fromCharCode(Number(code)) : ({ amp: "&", lt: "<", gt: ">", quot: '"' }[name as string] ?? ""),
  );
}
