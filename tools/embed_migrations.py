#!/usr/bin/env python3
"""Puts db/migrations/{sqlite,postgres}/NNNN_name.sql into a C++ source, so that the program carries its own schema.

    embed_migrations.py FOLDER OUT.cpp

Refuses files of another shape, numbers used twice, and engines whose numbers or names are not the same.
"""
import os
import re
import sys

ENGINES = ("sqlite", "postgres")
FILE = re.compile(r"(\d{4})_([a-z][a-z0-9_]*)\.sql")
CHUNK = 8000  # compilers limit the length of one literal


def migrations_in(folder):
    found = {}
    for file in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        named = FILE.fullmatch(file)
        if not named:
            sys.exit(f"{folder}/{file}: error: a migration is called NNNN_name.sql")
        version, name = int(named[1]), named[2]
        if version in found:
            sys.exit(f"{folder}/{file}: error: number {version} is used twice")
        with open(os.path.join(folder, file), encoding="utf-8", newline="") as source:
            found[version] = (name, source.read())
    return found


def literal(text):
    if ')sql"' in text:
        sys.exit("error: a migration holds the end mark of a raw string")
    chunks = [text[i:i + CHUNK] for i in range(0, len(text), CHUNK)] or [""]
    return "\n".join(f'R"sql({chunk})sql"' for chunk in chunks)


def main():
    folder, target = sys.argv[1:]
    both = {engine: migrations_in(os.path.join(folder, engine)) for engine in ENGINES}
    names = [{version: name for version, (name, _) in both[engine].items()} for engine in ENGINES]
    if names[0] != names[1]:
        differing = sorted(f"{version:04}_{name}" for version, name in set(names[0].items()) ^ set(names[1].items()))
        sys.exit(f"{folder}: error: both engines need the same migrations; alone: {', '.join(differing)}")
    out = ["// Made from db/migrations by tools/embed_migrations.py.", '#include "platform/db/migrations.hpp"', "", "namespace db {", "",
           "std::vector<Migration> embedded_migrations(Engine engine) {"]
    for engine in ENGINES:
        out.append(f"  if (engine == Engine::{engine}) return {{")
        out += [f'    {{{version}, "{name}",\n{literal(sql)}}},' for version, (name, sql) in sorted(both[engine].items())]
        out.append("  };")
    out += ["  return {};", "}", "", "}  // namespace db", ""]
    os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
    with open(target, "w", encoding="utf-8", newline="") as file:
        file.write("\n".join(out))


if __name__ == "__main__":
    main()
