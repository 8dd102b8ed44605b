#!/usr/bin/env python3
"""embed_text.py IN OUT.hpp NAMESPACE NAME: a text file as a constexpr std::string_view."""
import sys

source, target, namespace, name = sys.argv[1:5]
text = open(source, encoding="utf-8").read()
# MSVC's limit of 16 KB a literal does not bind here, but short pieces keep every compiler content.
pieces = [text[i : i + 8000] for i in range(0, len(text), 8000)]
assert ')embedded"' not in text
body = "\n".join(f'R"embedded({piece})embedded"' for piece in pieces)
with open(target, "w", encoding="utf-8") as out:
    out.write(f"#pragma once\n#include <string_view>\nnamespace {namespace} {{\ninline constexpr std::string_view {name} =\n{body};\n}}\n")
