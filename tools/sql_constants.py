#!/usr/bin/env python3
"""Turns NAME.sql into a header with one db::Statement per named statement.

    sql_constants.py IN.sql OUT.sql.hpp --namespace artists

    -- name: by_slug
    -- The artist behind an address.
    select id, name from artists where slug = $1;

    -- differs because only PostgreSQL can lock the row
    -- name: by_slug @postgres
    select id, name from artists where slug = $1 for update;

Comments stay out of the SQL text. SQLite numbers parameters as they appear, so they must first appear in order: $1, $2, ...
"""
import argparse
import os
import re
import sys

NAME = re.compile(r"--\s*name:\s*(?P<name>[a-z][a-z0-9_]*)(?:\s+@(?P<engine>\w+))?\s*$")
TOKEN = re.compile(r"""(?P<comment>--[^\n]*|/\*.*?\*/)|(?P<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?P<parameter>\$\d+|\?\d*)|(?P<end>;)""", re.S)
KEYWORDS = set("""and auto bool break case catch char class const continue default delete do double else enum explicit export extern
false float for friend goto if inline int long namespace new not operator or private protected public register return short signed
sizeof static struct switch template this throw true try typedef union unsigned using virtual void volatile while xor""".split())


class Refused(Exception):
    def __init__(self, line, message):
        super().__init__(f"{line}: error: {message}")


class Block:
    def __init__(self, line, name, engine, comments):
        self.line, self.name, self.engine, self.comments = line, name, engine, comments
        self.text = []

    def finish(self):
        """Takes comments out and checks what is left."""
        sql, at, parameters, ended = "", 0, [], False
        source = "\n".join(self.text)
        for token in TOKEN.finditer(source):
            before = source[at:token.start()]
            if ended and (before.strip() or token.lastgroup not in ("comment",)):
                raise Refused(self.line, f"'{self.name}' holds more than one statement")
            sql += before
            at = token.end()
            if token.lastgroup == "parameter":
                parameters.append(self.parameter(token.group()))
            if token.lastgroup == "end":
                ended = True
            elif token.lastgroup != "comment":
                sql += token.group()
        if ended and source[at:].strip():
            raise Refused(self.line, f"'{self.name}' holds more than one statement")
        sql += source[at:]
        if ")sql\"" in sql:
            raise Refused(self.line, f"'{self.name}' holds the end mark of a raw string")
        self.sql = "\n".join(line.rstrip() for line in sql.splitlines() if line.strip())
        if not self.sql:
            raise Refused(self.line, f"'{self.name}' has no SQL")
        self.parameters = list(dict.fromkeys(parameters))
        if self.engine is None and self.parameters != list(range(1, len(self.parameters) + 1)):
            first = ", ".join(f"${n}" for n in self.parameters)
            raise Refused(self.line, f"'{self.name}': parameters must first appear in order $1, $2, ...; here they appear as {first}")

    def parameter(self, text):
        if not text.startswith("$"):
            raise Refused(self.line, f"'{self.name}': write parameters as $1, $2, ..., not '{text}'")
        return int(text[1:])


def blocks_of(source):
    blocks, comments, current = [], [], None
    for number, line in enumerate(source.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("--"):
            named = NAME.match(stripped)
            if named:
                current = Block(number, named["name"], named["engine"], comments)
                comments = current.comments
                blocks.append(current)
            elif re.match(r"--\s*name\b", stripped):
                raise Refused(number, f"a name is one snake_case word, optionally followed by @postgres: {stripped}")
            else:
                comments.append(stripped)
        elif stripped:
            if current is None:
                raise Refused(number, "a statement without '-- name: ...'")
            current.text.append(line)
            comments = []
    return blocks


def statements_of(source):
    shared, postgres = {}, {}
    for block in blocks_of(source):
        if block.engine not in (None, "postgres"):
            raise Refused(block.line, f"'{block.name}': unknown engine '@{block.engine}'; only @postgres may differ")
        if block.name in KEYWORDS:
            raise Refused(block.line, f"'{block.name}' is a word of C++; choose another name")
        home = shared if block.engine is None else postgres
        if block.name in home:
            raise Refused(block.line, f"'{block.name}' is already defined in line {home[block.name].line}")
        if block.engine == "postgres":
            if block.name not in shared:
                raise Refused(block.line, f"'{block.name} @postgres' has no shared statement '{block.name}' before it")
            if not any("differs because" in comment for comment in block.comments):
                raise Refused(block.line, f"'{block.name} @postgres' needs a comment 'differs because ...'")
        block.finish()
        home[block.name] = block
        if block.engine == "postgres" and sorted(block.parameters) != shared[block.name].parameters:
            raise Refused(block.line, f"'{block.name}': both engines must take the same parameters")
    return [(block, postgres.get(block.name, block)) for block in shared.values()]


def header(statements, namespace, source_name):
    out = [f"// Made from {source_name} by tools/sql_constants.py; edit that file instead.", "#pragma once",
           '#include "platform/db/tx.hpp"', "", f"namespace {namespace}::sql {{", ""]
    for shared, postgres in statements:
        out.append(f'inline constexpr db::Statement {shared.name}{{"{namespace}.{shared.name}",')
        out.append(f'R"sql({shared.sql})sql",')
        out.append(f'R"sql({postgres.sql})sql"}};')
        out.append(f"inline const db::RegisterStatement {shared.name}_registered{{{shared.name}}};")
        out.append("")
    out.append(f"}}  // namespace {namespace}::sql")
    return "\n".join(out) + "\n"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("source")
    arguments.add_argument("target")
    arguments.add_argument("--namespace", required=True)
    given = arguments.parse_args()
    try:
        with open(given.source, encoding="utf-8") as file:
            text = header(statements_of(file.read()), given.namespace, os.path.basename(given.source))
    except Refused as refused:
        sys.exit(f"{given.source}:{refused}")
    os.makedirs(os.path.dirname(given.target) or ".", exist_ok=True)
    with open(given.target, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
