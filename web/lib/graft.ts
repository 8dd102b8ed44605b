// Puts fresh markup in place of old without replacing what is the same, so that focus, ticks, scroll positions and
// half-typed text survive. Nodes are the same by id, data-key or the address they lead to; the rest by place.

const own = new Set(["open", "data-pending"]); // set here, not by the server

function keyOf(node: Node): string {
  if (!(node instanceof Element)) return "";
  const keyed = (e: Element) => e.id || e.getAttribute("data-key") || e.getAttribute("href") || "";
  const inside = () => (node.localName === "li" ? node.querySelector("[data-key],[href]") : null);
  const found = keyed(node) || keyed(inside() ?? node);
  return found && `${node.localName} ${found}`;
}

function pairs(old: Node[], fresh: Node[]): Map<Node, Node> {
  const named = new Map<string, Node[]>();
  const nameless = new Map<string, Node[]>();
  for (const node of old) {
    const key = keyOf(node);
    const shelf = key ? named : nameless;
    const label = key || node.nodeName;
    shelf.get(label)?.push(node) ?? shelf.set(label, [node]);
  }
  const found = new Map<Node, Node>();
  for (const node of fresh) {
    const key = keyOf(node);
    const match = (key ? named.get(key) : nameless.get(node.nodeName))?.shift();
    if (match) found.set(node, match);
  }
  return found;
}

function graftNode(old: Node, fresh: Node): void {
  if (old.isEqualNode(fresh)) return;
  if (!(old instanceof Element && fresh instanceof Element)) {
    old.nodeValue = fresh.nodeValue;
    return;
  }
  graftAttributes(old, fresh);
  graft(old, fresh);
}

export function graftAttributes(old: Element, fresh: Element): void {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !own.has(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value && !own.has(name)) old.setAttribute(name, value);
}

/** Makes the children of `into` what the children of `fresh` are. `fresh` is used up. */
export function graft(into: Node, fresh: Node): void {
  const wanted = [...fresh.childNodes];
  const found = pairs([...into.childNodes], wanted);
  const kept = new Set(found.values());
  for (const node of [...into.childNodes]) if (!kept.has(node)) node.remove();
  let at: Node | null = into.firstChild;
  for (const node of wanted) {
    const old = found.get(node);
    if (old) graftNode(old, node);
    if (old && old === at) at = at.nextSibling;
    else into.insertBefore(old ?? node, at);
  }
}

/** Runs a change of the page above or around the reader: focus and what stands before the eyes stay where they were. */
export function steadily(change: () => void): void {
  const focused = document.activeElement;
  const anchor = window.scrollY > 0 ? document.elementFromPoint(innerWidth / 2, innerHeight / 3) : null;
  const top = anchor?.getBoundingClientRect().top ?? 0;
  change();
  if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
  if (anchor?.isConnected) {
    const moved = anchor.getBoundingClientRect().top - top;
    if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: "instant" });
  }
}

/** The markup of a fragment. When it holds one element that matches `selector`, that element, else all of it. */
export function parseFragment(html: string, selector: string): Element | DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.querySelector(selector) ?? template.content;
}
