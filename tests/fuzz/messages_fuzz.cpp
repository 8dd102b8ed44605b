// What clients say on a live setlist's socket, and in the bodies of the POSTs beside it: what is refused is told in one short sentence,
// what is taken is within the protocol's limits, reads the same when written again, and can be drawn.
#include <algorithm>

#include "fuzz.hpp"
#include "live/fields.hpp"
#include "live/messages.hpp"
#include "platform/base/text.hpp"
#include "setlists/ot/wire.hpp"

namespace {

namespace json = base::json;

constexpr std::int64_t largest = std::int64_t{1} << 53;

bool in_range(std::int64_t n, std::int64_t least) { return n >= least && n <= largest; }

// It goes back to the client as it is.
void check_refusal(const base::Error& error) {
  PROMISE(error.code == "bad" || error.code == "limit" || error.code == "forbidden");
  PROMISE(!error.message.empty() && error.message.size() <= 200);
  PROMISE(base::clean(error.message, 200) == error.message);
}

void check(const live::Hello& hello) {
  PROMISE(live::is_cid(hello.cid));
  PROMISE(in_range(hello.rev, 0) && in_range(hello.n, 0) && in_range(hello.cseq.value_or(1), 1));
}

void check_drawn(const ot::Ops& ops) {
  ot::Document document{{{"01J9Z8Q4T7N3M5K2H6G0F1E9DA", {{"song", {{"title", "Halogen"}}}, {"meaning", "expect"}}}}, {}};
  for (const auto& op : live::no_later_than(ops, 1'790'000'000'000)) {
    live::told({.rev = 2, .from = {}, .at = {}, .ops = {op}, .inverse = {}}, document);
    if (const auto back = ot::apply(document, {op}); !back) PROMISE(back.error().code == "bad");
  }
  for (const auto& item : document.items) PROMISE(!live::row({}, live::row_view(item, "Europe/Berlin")).empty());
}

void check(const live::Deed& deed) {
  PROMISE(in_range(deed.cseq, 1) && in_range(deed.base, 0) && in_range(deed.rev.value_or(0), 0));
  if (deed.kind != live::Deed::Kind::op) {
    PROMISE(deed.ops.empty() && (deed.rev || deed.kind != live::Deed::Kind::rollback));
    return;
  }
  const auto ops = ot::to_json(deed.ops);
  PROMISE(!ops.empty() && ops.size() <= ot::client_limits.ops && json::serialize(ops).size() <= ot::client_limits.bytes);
  PROMISE(live::check_fields(deed.ops));
  const json::object written{{"t", "op"}, {"cseq", deed.cseq}, {"base", deed.base}, {"ops", ops}};
  const auto again = live::parse_message(json::serialize(written));
  PROMISE(again && std::get<live::Deed>(*again).ops == deed.ops && std::get<live::Deed>(*again).base == deed.base);
  check_drawn(deed.ops);
}

void check(const live::Ballot& ballot) {
  PROMISE(ot::is_ulid(ballot.item) && in_range(std::abs(ballot.k), 0));
  PROMISE(ballot.value <= 1 && ballot.value >= (ballot.meaning == votes::Meaning::want ? 0 : -1));
}

void check(const std::vector<live::Ballot>& ballots) {
  PROMISE(ballots.size() <= 64);
  for (const auto& ballot : ballots) check(ballot);
}

void check(const live::Sign& sign) { PROMISE(sign.item.empty() || ot::is_ulid(sign.item)); }

void check(const live::View&) {}

void check(const live::Message& message) {
  std::visit([](const auto& one) { check(one); }, message);
}

template <class T>
void check_result(const base::Result<T>& result) {
  if (result) check(*result);
  else check_refusal(result.error());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = as_text(data, size);
  check_result(live::parse_message(text));
  const auto body = live::parse_body(text);
  if (!body) {
    check_refusal(body.error());
    return 0;
  }
  check_result(live::parse_hello(*body));
  for (const auto kind : {live::Deed::Kind::op, live::Deed::Kind::undo, live::Deed::Kind::redo, live::Deed::Kind::rollback})
    check_result(live::parse_deed(kind, *body));
  check_result(live::parse_ballots(*body));
  check_result(live::parse_sign(*body));
  return 0;
}
