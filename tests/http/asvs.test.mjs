// OWASP ASVS 4.0.3, level 2, chapters V2 to V5, V7, V8 and V11 to V14: each item is proved by a test that is named here, or it is
// explained why it does not apply ("n/a") or is met otherwise (OPS-4). The tables are tests/http/asvs/*.tsv; their words are our own.
// https://github.com/OWASP/ASVS/tree/v4.0.3/4.0
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./program.mjs";

// Items of each section: up to this number, without what level 2 does not ask for and what 4.0.3 has struck out.
const sections = {
  2.1: 12, 2.2: 3, 2.3: 3, 2.4: 5, 2.5: 7, 2.6: 3, 2.7: 6, 2.8: 7, 2.9: 3, "2.10": 4,
  3.1: 1, 3.2: 4, 3.3: 4, 3.4: 5, 3.5: 3, 3.7: 1,
  4.1: 5, 4.2: 2, 4.3: 3,
  5.1: 5, 5.2: 8, 5.3: 10, 5.4: 3, 5.5: 4,
  7.1: 4, 7.2: 2, 7.3: 4, 7.4: 3,
  8.1: 4, 8.2: 3, 8.3: 8,
  11.1: 8,
  12.1: 3, 12.2: 1, 12.3: 6, 12.4: 2, 12.5: 2, 12.6: 1,
  13.1: 5, 13.2: 6, 13.3: 2, 13.4: 2,
  14.1: 4, 14.2: 6, 14.3: 3, 14.4: 7, 14.5: 4,
};
const without = new Set(["4.1.4", "7.3.2", "13.1.2", "13.2.4", "14.3.1"]);

const folder = join(root, "tests/http/asvs");
const rows = readdirSync(folder)
  .sort()
  .flatMap((name) => {
    const [head, ...lines] = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
    assert.equal(head, "item\trequirement\tproof\tremark", name);
    return lines.map((line) => {
      const [item, requirement, proof, remark = "", ...more] = line.split("\t");
      assert.equal(more.length, 0, `${name}: ${line}`);
      assert.ok(name === `v${item.split(".")[0]}.tsv`, `${item} is in ${name}`);
      return { item, requirement, remark, proofs: proof === "-" ? [] : proof.split(" + ").map((one) => one.split(" › ")) };
    });
  });

test("every item of the chapters is listed once", () => {
  const wanted = Object.entries(sections).flatMap(([section, last]) => Array.from({ length: last }, (_, i) => `${section}.${i + 1}`));
  const order = (a, b) => a.localeCompare(b, "en", { numeric: true });
  assert.deepEqual(rows.map(({ item }) => item).sort(order), wanted.filter((item) => !without.has(item)).sort(order));
});

test("each is proved, or explained", () => {
  for (const { item, requirement, proofs, remark } of rows) {
    assert.ok(requirement.length > 3, item);
    if (proofs.length === 0) assert.match(remark, /^(?:n\/a|otherwise): .{10,}\.$/, `${item} has no proof and no reason`);
    else assert.doesNotMatch(remark, /^n\/a/, `${item} is proved though it does not apply`);
  }
});

/** Does the file hold that test by its name? Of other files, scripts and configuration, does it hold that text? */
function holds(text, path, name) {
  if (path.endsWith("_test.cpp")) {
    const [suite, one] = name.split(".");
    return new RegExp(`^(?:TYPED_)?TEST(?:_[FP])?\\(${suite}, ${one}\\)`, "m").test(text);
  }
  if (/\.test\.m?[jt]s$/.test(path)) return text.includes(`test(${JSON.stringify(name)}, `) || text.includes(`test(\`${name}\`, `);
  return text.includes(name);
}

test("every test that is named is there", () => {
  for (const { item, proofs } of rows)
    for (const [path, name] of proofs) {
      assert.ok(existsSync(join(root, path)), `${item}: there is no ${path}`);
      assert.ok(holds(readFileSync(join(root, path), "utf8"), path, name), `${item}: ${path} has nothing called ${name}`);
    }
});
