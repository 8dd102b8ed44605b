// Small documents and every operation on them, for the tests of this folder.
#pragma once
#include <string>

#include "setlists/ot/ot.hpp"

namespace ot::testing {

inline std::string letter(int i) { return std::string(1, static_cast<char>('a' + i)); }

// n items a, b, c …
inline Document list_of(int n) {
  Document document;
  for (int i = 0; i < n; ++i) document.items.push_back({letter(i), {{"title", letter(i)}}});
  return document;
}

// Every operation that fits a list of n, by one of two people (their inserts and values differ).
inline Ops all_ops(int n, const std::string& who) {
  Ops ops{{}};
  for (int p = 0; p <= n; ++p) ops.push_back(ins(who, p, {{"title", who}}));
  for (int p = 0; p < n; ++p) {
    ops.push_back(rem(letter(p), p));
    for (int t = 0; t < n; ++t) ops.push_back(mov(letter(p), p, t));
    for (const char* field : {"note", "label"}) ops.push_back(set(letter(p), field, json::value(who)));
    ops.push_back(set(letter(p), "note", json::value("same")));
  }
  ops.push_back(set(std::string(document_id), "title", json::value(who)));
  ops.push_back(set(std::string(document_id), "title", std::nullopt));
  return ops;
}

inline std::string ids(const Document& document) {
  std::string text;
  for (const auto& item : document.items) text += item.id;
  return text;
}

}  // namespace ot::testing
