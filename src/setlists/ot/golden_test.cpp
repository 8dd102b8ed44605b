// The recorded cases that web/lib/ot.ts passes as well: tests/golden/ot.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "platform/base/json.hpp"
#include "setlists/ot/wire.hpp"
#include "support/files.hpp"

namespace ot {
namespace {

std::vector<json::value> cases(const char* file) {
  std::ifstream in(support::source_dir() / "tests/golden/ot" / file);
  std::vector<json::value> all;
  for (std::string line; std::getline(in, line);) all.push_back(json::parse(line));
  return all;
}

Ops ops(const json::value& v) { return parse_ops(v, own_limits).value(); }
Document document(const json::value& v) { return parse_document(v, own_limits).value(); }
std::string name(const json::value& v) { return std::string(v.at("name").as_string()); }

json::array notes(std::vector<Note> all) {
  std::ranges::sort(all, {}, [](const Note& note) { return std::pair(note.i, note.cause); });
  json::array list;
  for (const auto& note : all) list.push_back({{"i", note.i}, {"code", to_string(note.loss)}, {"cause", note.cause}});
  return list;
}

TEST(Golden, EveryCellOfThePairTable) {
  std::map<std::string, int> cells;
  for (const auto& one : cases("cells.jsonl")) {
    SCOPED_TRACE(name(one));
    auto as = ops(one.at("as")), bs = ops(one.at("bs"));
    auto left = document(one.at("doc")), right = left;
    ASSERT_TRUE(ot::apply(left, as).has_value());
    ASSERT_TRUE(ot::apply(right, bs).has_value());
    const auto losses = transform_x(as, bs, one.at("aLater").as_bool());
    EXPECT_EQ(to_json(as), one.at("carried").at("as"));
    EXPECT_EQ(to_json(bs), one.at("carried").at("bs"));
    ASSERT_TRUE(ot::apply(left, bs).has_value());
    ASSERT_TRUE(ot::apply(right, as).has_value());
    EXPECT_EQ(left, document(one.at("after")));
    EXPECT_EQ(right, document(one.at("after")));
    EXPECT_EQ(notes(losses.as), one.at("notes").at("as"));
    EXPECT_EQ(notes(losses.bs), one.at("notes").at("bs"));
    ++cells[name(one).substr(0, name(one).find(':'))];
  }
  for (const std::string a : {"ins", "rem", "mov", "set"})
    for (const std::string b : {"ins", "rem", "mov", "set"}) EXPECT_GE(cells[a + " × " + b], 2) << a << " × " << b;
}

json::object answer(const json::value& request) {
  const auto fn = request.at("fn").as_string();
  if (fn == "transformX") {
    auto as = ops(request.at("as")), bs = ops(request.at("bs"));
    transform_x(as, bs, request.at("aLater").as_bool());
    return {{"as", to_json(as)}, {"bs", to_json(bs)}};
  }
  if (fn == "compose") return {{"ops", to_json(compose(ops(request.at("ops"))))}};
  if (fn == "diff") return {{"ops", to_json(diff(document(request.at("a")), document(request.at("b"))))}};
  auto doc = document(request.at("doc"));
  if (fn == "settle") {
    const auto settled = settle(doc, ops(request.at("ops")));
    return {{"ops", to_json(settled.ops)}, {"lost", to_json(settled.lost)}};
  }
  const auto back = ot::apply(doc, ops(request.at("ops")));
  if (!back) return {{"error", back.error().message}, {"code", back.error().code}};
  return fn == "apply" ? json::object{{"doc", to_json(doc)}} : json::object{{"ops", to_json(*back)}};
}

TEST(Golden, RecordedAnswers) {
  const auto all = cases("generated.jsonl");
  EXPECT_GT(all.size(), 500u);
  for (const auto& one : all) EXPECT_EQ(json::value(answer(one.at("request"))), one.at("answer")) << name(one);
}

}  // namespace
}  // namespace ot
