// The reader's own last searches, kept on the device only.
const place = "theset.searches";
const most = 6;

export function recentSearches(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(stored) ? stored.filter((s) => typeof s === "string").slice(0, most) : [];
  } catch {
    return [];
  }
}

export function rememberSearch(query: string): void {
  const text = query.trim().slice(0, 200);
  if (!text) return;
  const others = recentSearches().filter((s) => s.toLocaleLowerCase() !== text.toLocaleLowerCase());
  try {
    localStorage.setItem(place, JSON.stringify([text, ...others].slice(0, most)));
  } catch {
    // No room or no permission: a search works without a memory.
  }
}

export function forgetSearches(): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing was kept.
  }
}
