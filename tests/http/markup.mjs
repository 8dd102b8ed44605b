// Is a page well formed? Stricter than browsers, which forgive: every element closed, every value quoted, every id there once.
const alone = new Set("area base br col embed hr img input link meta source track wbr use path circle".split(" "));
const tag = /<(?:!--.*?-->|!doctype html>|\/([a-z][a-z0-9-]*)>|([a-z][a-z0-9-]*)((?:\s+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"<]*")?)*)\s*(\/?)>)/gs;
const entity = /&(?!(?:amp|lt|gt|quot|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});)/;
const controls = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/u;

/** What is wrong with it, as sentences; nothing for a good page or fragment. */
export function mistakes(html) {
  const found = [];
  const open = [];
  const ids = new Set();
  let end = 0;
  const text = (piece) => {
    if (/[<>]/.test(piece)) found.push(`a bare < or > in: ${piece.slice(0, 80)}`);
    if (entity.test(piece)) found.push(`a bare & in: ${piece.slice(0, 80)}`);
  };
  if (controls.test(html)) found.push("control characters");
  for (const { index: at, 0: whole, 1: closed, 2: opened, 3: attributes, 4: selfClosed } of html.matchAll(tag)) {
    if (at < end) continue; // inside a script
    text(html.slice(end, at));
    end = at + whole.length;
    if (closed && open.pop() !== closed)
      return [...found, `</${closed}> closes something else, near ${html.slice(Math.max(0, at - 80), at)}`];
    if (!opened) continue;
    const names = new Set();
    for (const [, name, value] of attributes.matchAll(/([a-zA-Z][a-zA-Z0-9:-]*)(?:="([^"]*)")?/g)) {
      if (names.has(name)) found.push(`${name} twice in ${whole}`);
      names.add(name);
      if (value !== undefined && entity.test(value)) found.push(`a bare & in ${whole}`);
      if (/^on/.test(name) || name === "style") found.push(`an inline ${name} in ${whole}`);
      if (name === "id" && ids.size === ids.add(value).size) found.push(`the id ${value} twice`);
      if ((name === "href" || name === "src" || name === "action") && !/^(?:\/(?!\/)|https?:\/\/|#|mailto:)/.test(value))
        found.push(`a strange address in ${whole}`);
    }
    if (opened === "img" && !names.has("alt")) found.push(`no alt in ${whole}`);
    if (opened === "script" || opened === "style") end = html.indexOf(`</${opened}>`, end);
    if (!selfClosed && !alone.has(opened)) open.push(opened);
  }
  text(html.slice(end));
  if (open.length > 0) found.push(`not closed: ${open.join(", ")}`);
  return found;
}

/** The same for a whole page, with what each must have. */
export function pageMistakes(html) {
  const found = mistakes(html);
  if (!html.startsWith('<!doctype html><html lang="')) found.push("no doctype and language at the beginning");
  const once = { "<h1": /<h1[ >]/g, "<title>": /<title>[^<]+<\/title>/g, "<main": /<main[ >]/g };
  for (const [what, pattern] of Object.entries(once)) if (html.match(pattern)?.length !== 1) found.push(`not exactly one ${what}`);
  return found;
}
