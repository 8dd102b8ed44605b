#!/usr/bin/env python3
"""Makes requests for `theset ot` by chance, checks the answers with an apply of its own, and records both in generated.jsonl.

    tests/golden/ot/record.py build/release/theset

src/setlists/ot and web/lib/ot.ts must give the recorded answers. The same seed makes the same requests, so a changed file is a changed rule.
"""
import copy
import json
import pathlib
import random
import subprocess
import sys

FIELDS = ("note", "guest", "label")


def apply(doc, ops):
    """The plainest way to run operations; refuses what does not fit."""
    doc = copy.deepcopy(doc)
    items = doc["items"]
    for op in ops:
        if op["o"] == "ins":
            assert all(item["id"] != op["id"] for item in items) and 0 <= op["p"] <= len(items)
            items.insert(op["p"], {**op["item"], "id": op["id"]})
        elif op["o"] in ("rem", "mov"):
            assert items[op["p"]]["id"] == op["id"] and 0 <= op.get("t", 0) < len(items)
            item = items.pop(op["p"])
            if op["o"] == "mov":
                items.insert(op["t"], item)
        elif op["o"] == "set":
            target = doc if op["id"] == "$doc" else next(item for item in items if item["id"] == op["id"])
            target.pop(op["f"], None)
            if "v" in op:
                target[op["f"]] = op["v"]
    return doc


def some_doc(chance, most=8):
    ids = chance.sample("abcdefghijkl", chance.randint(0, most))
    items = [{"id": i, "title": i, **({"note": "old"} if chance.random() < 0.3 else {})} for i in ids]
    return {"items": items, **({"title": "old"} if chance.random() < 0.5 else {})}


def some_ops(chance, doc, who, most=4):
    """Up to `most` operations, one after the other, by somebody whose new items are `who`1, `who`2 …"""
    ops, made = [], 0
    for _ in range(chance.randint(0, most)):
        items = doc["items"]
        kinds = ["ins", "doc"] + (["rem", "mov", "mov", "set", "set"] if items else [])
        kind, at = chance.choice(kinds), chance.randrange(len(items)) if items else 0
        if kind == "ins":
            made += 1
            op = {"o": "ins", "id": f"{who}{made}", "p": chance.randint(0, len(items)), "item": {"title": who}}
        elif kind == "rem":
            op = {"o": "rem", "id": items[at]["id"], "p": at}
        elif kind == "mov":
            op = {"o": "mov", "id": items[at]["id"], "p": at, "t": chance.randrange(len(items))}
        else:
            target, field = ("$doc", "title") if kind == "doc" else (items[at]["id"], chance.choice(FIELDS))
            op = {"o": "set", "id": target, "f": field}
            if chance.random() < 0.8:
                op["v"] = chance.choice([who, "same", 7, True, None, {"ref": who, "title": who}])
        ops.append(op)
        doc = apply(doc, [op])
    return ops


def requests(chance):
    for _ in range(400):
        doc = some_doc(chance)
        yield {"fn": "transformX", "as": some_ops(chance, doc, "x"), "bs": some_ops(chance, doc, "y"), "aLater": chance.random() < 0.5}, doc
    for _ in range(60):
        doc = some_doc(chance)
        ops = some_ops(chance, doc, "x", 6)
        for fn in ("apply", "invert"):
            yield {"fn": fn, "doc": doc, "ops": ops}, doc
        yield {"fn": "apply", "doc": some_doc(chance), "ops": ops}, None
        yield {"fn": "settle", "doc": some_doc(chance), "ops": ops}, None
    for _ in range(120):
        doc = some_doc(chance, 4)
        yield {"fn": "compose", "ops": some_ops(chance, doc, "x", 12)}, doc
    for _ in range(60):
        yield {"fn": "diff", "a": some_doc(chance), "b": some_doc(chance)}, None


def check(request, doc, answer):
    fn, ops = request["fn"], request.get("ops")
    if fn == "transformX":
        left = apply(apply(doc, request["as"]), answer["bs"])
        assert left == apply(apply(doc, request["bs"]), answer["as"])
    elif fn == "apply" and doc is not None:
        assert answer["doc"] == apply(doc, ops)
    elif fn == "apply":
        try:
            assert answer.get("doc") == apply(request["doc"], ops)
        except (AssertionError, IndexError, StopIteration):
            assert answer.get("code") == "bad"
    elif fn == "invert":
        assert apply(apply(doc, ops), answer["ops"]) == doc
    elif fn == "settle":
        apply(request["doc"], answer["ops"])
    elif fn == "compose":
        assert apply(doc, answer["ops"]) == apply(doc, ops) and len(answer["ops"]) <= len(ops)
    elif fn == "diff":
        assert apply(request["a"], answer["ops"]) == request["b"]


def main():
    program = subprocess.Popen([sys.argv[1], "ot"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    lines = []
    for request, doc in requests(random.Random(4)):
        program.stdin.write(json.dumps(request) + "\n")
        program.stdin.flush()
        answer = json.loads(program.stdout.readline())
        check(request, doc, answer)
        lines.append(json.dumps({"name": f"{request['fn']} {len(lines) + 1}", "request": request, "answer": answer}, separators=(",", ":")))
    (pathlib.Path(__file__).parent / "generated.jsonl").write_text("\n".join(lines) + "\n")
    print(len(lines), "recorded")


main()
