// What clients may say, and what they may not.
#include "live/messages.hpp"

#include <gmock/gmock.h>

#include "live/fields.hpp"

namespace live {
namespace {

std::string code_of(std::string_view text) {
  const auto message = parse_message(text);
  return message ? "" : message.error().code;
}

const std::string ins = R"({"o":"ins","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","p":0,"item":{"song":{"title":"X"}}})";
std::string op(const std::string& members) { return R"({"t":"op",)" + members + "}"; }

TEST(Messages, AreReadWhole) {
  const auto hello = std::get<Hello>(parse_message(R"({"t":"hello","cid":"abcdefgh","rev":7,"n":3,"cseq":2,"save":true})").value());
  EXPECT_EQ(hello.cid, "abcdefgh");
  EXPECT_EQ(hello.rev, 7);
  EXPECT_EQ(hello.cseq, 2);
  EXPECT_TRUE(hello.save);
  const auto deed = std::get<Deed>(parse_message(op(R"("cseq":1,"base":4,"ops":[)" + ins + "]")).value());
  EXPECT_EQ(deed.base, 4);
  ASSERT_EQ(deed.ops.size(), 1u);
  const auto undo = std::get<Deed>(parse_message(R"({"t":"undo","cseq":1})").value());
  EXPECT_EQ(undo.rev, std::nullopt);
}

TEST(Messages, NumbersAreWholeAndInRange) {
  for (const auto* members : {R"("cseq":0,"base":4)", R"("cseq":1.5,"base":4)", R"("cseq":"1","base":4)", R"("cseq":1,"base":-1)",
                              R"("cseq":1)", R"("cseq":1e300,"base":4)", R"("cseq":9007199254740993,"base":4)", R"("cseq":true,"base":4)"})
    EXPECT_EQ(code_of(op(std::string(members) + R"(,"ops":[)" + ins + "]")), "bad") << members;
}

TEST(Messages, WhatIsNoMessageIsBad) {
  for (const auto* text : {"", "{", "[]", "null", "7", "{}", R"({"t":"sing"})", R"({"t":7})", R"({"t":"op"})", R"({"t":"hello","cid":"x"})",
                           R"({"t":"vote","item":"x","meaning":"happened","value":1})", R"({"t":"rollback","cseq":1})"})
    EXPECT_EQ(code_of(text), "bad") << text;
  EXPECT_EQ(code_of(std::string(message_bytes + 1, ' ')), "limit");
}

TEST(Fields, AreKnownCleanAndBounded) {
  const auto code = [](std::string_view item) {
    ot::Op op{.verb = ot::Verb::ins, .id = "a", .item = boost::json::parse(item).as_object()};
    const auto fits = check_fields({op});
    return fits ? std::string() : fits.error().code;
  };
  EXPECT_EQ(code(R"({"song":{"title":"X","ref":"12"},"meaning":"happened","at":1,"duration":245,"tape":true,"note":"n"})"), "");
  EXPECT_EQ(code(R"({"kind":"marker","label":"Encore"})"), "");
  for (const auto* item :
       {"{}", R"({"kind":"marker"})", R"({"song":"X"})", R"({"song":{}})", R"({"song":{"title":""}})", R"({"song":{"title":" X"}})",
        R"({"song":{"title":"X","ref":""}})", R"({"song":{"title":"X","ref":"a"}})", R"({"song":{"title":"X"},"meaning":"maybe"})",
        R"({"song":{"title":"X"},"colour":"red"})", R"({"song":{"title":"X"},"duration":"4:05"})", R"({"song":{"title":"X"},"duration":0})",
        R"({"song":{"title":"X"},"note":"a\u0000b"})"})
    EXPECT_EQ(code(item), "bad") << item;
  EXPECT_EQ(code(R"({"song":{"title":"X"},"odds":9})"), "forbidden");
  EXPECT_EQ(code(R"({"song":{"title":")" + std::string(301, 'x') + "\"}}"), "limit");
}

// Found by fuzz_messages: a made-up name came back as it was.
TEST(Fields, AMadeUpNameIsToldShortAndClean) {
  const auto said = [](const std::string& name) {
    return check_fields({{.verb = ot::Verb::ins, .id = "a", .item = {{"song", {{"title", "X"}}}, {name, 1}}}}).error().message;
  };
  EXPECT_EQ(said(std::string("col\0o\u202eur", 10)), "\"colour\" must be left out: there is no such field.");
  EXPECT_LE(said(std::string(10'000, 'x')).size(), 100u);
}

TEST(Messages, HoldSixtyFourOperationsAndSixteenKilobytes) {
  const auto with = [](int count, std::size_t title) {
    std::string ops;
    for (int i = 0; i < count; ++i) ops += (i ? "," : "") + std::string(R"({"o":"rem","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","p":0})");
    if (title) ops += std::string(R"({"o":"set","id":"$doc","f":"info","v":")") + std::string(title, 'x') + "\"}";
    return op(R"("cseq":1,"base":4,"ops":[)" + ops + "]");
  };
  EXPECT_EQ(code_of(with(64, 0)), "");
  EXPECT_EQ(code_of(with(65, 0)), "limit");
  EXPECT_EQ(code_of(with(0, 2000)), "");
  EXPECT_EQ(parse_message(with(0, 17'000)).error().message, "This change is too large.");
}

}  // namespace
}  // namespace live
