// Chance that repeats: the same seed, the same run. SEED sets another; THESET_FULL=1 asks for the long version of a test.
export const seed = Number(process.env.SEED ?? 4);
export const full = process.env.THESET_FULL === "1";

export function makeChance(start = seed) {
  let state = start >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound) => Math.floor(next() * bound);
  return { next, below, pick: (list) => list[below(list.length)], often: (share) => next() < share };
}

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const makeId = (chance) => `01${Array.from({ length: 24 }, () => chance.pick(digits)).join("")}`;
