// `theset ot`: the operations on setlists, to be tried and checked from outside. One JSON request a line, one JSON answer a line.
#include <iostream>

#include "app/command_list.hpp"
#include "platform/base/json.hpp"
#include "setlists/ot/wire.hpp"

namespace app {

namespace {

namespace json = boost::json;
using Answer = base::Result<json::object>;

const json::value& at(const json::value& request, std::string_view key) {
  static const json::value nothing;
  const auto* v = base::member(request, key);
  return v ? *v : nothing;
}

base::Result<ot::Ops> ops_at(const json::value& request, std::string_view key) { return ot::parse_ops(at(request, key), ot::own_limits); }
base::Result<ot::Document> document_at(const json::value& request, std::string_view key) {
  return ot::parse_document(at(request, key), ot::own_limits);
}

Answer transform_x(const json::value& request) {
  auto as = ops_at(request, "as"), bs = ops_at(request, "bs");
  if (!as) return as.error();
  if (!bs) return bs.error();
  const auto a_later = base::bool_at(request, "aLater");
  if (!a_later) return base::invalid("bad", "\"aLater\" is true or false.");
  ot::transform_x(*as, *bs, *a_later);
  return json::object{{"as", ot::to_json(*as)}, {"bs", ot::to_json(*bs)}};
}

Answer on_document(const json::value& request, std::string_view fn) {
  auto document = document_at(request, "doc");
  if (!document) return document.error();
  const auto ops = ops_at(request, "ops");
  if (!ops) return ops.error();
  if (fn == "settle") {
    const auto settled = ot::settle(*document, *ops);
    return json::object{{"ops", ot::to_json(settled.ops)}, {"lost", ot::to_json(settled.lost)}};
  }
  const auto back = ot::apply(*document, *ops);
  if (!back) return back.error();
  return fn == "apply" ? json::object{{"doc", ot::to_json(*document)}} : json::object{{"ops", ot::to_json(*back)}};
}

Answer diff(const json::value& request) {
  const auto from = document_at(request, "a"), to = document_at(request, "b");
  if (!from) return from.error();
  if (!to) return to.error();
  return json::object{{"ops", ot::to_json(ot::diff(*from, *to))}};
}

Answer compose(const json::value& request) {
  const auto ops = ops_at(request, "ops");
  if (!ops) return ops.error();
  return json::object{{"ops", ot::to_json(ot::compose(*ops))}};
}

Answer answer(std::string_view line) {
  const auto request = base::parse_json(line, {.bytes = ot::own_limits.bytes});
  if (!request) return base::invalid("bad", request.error().message);
  const auto fn = base::string_at(*request, "fn").value_or("");
  if (fn == "transformX") return transform_x(*request);
  if (fn == "apply" || fn == "invert" || fn == "settle") return on_document(*request, fn);
  if (fn == "diff") return diff(*request);
  if (fn == "compose") return compose(*request);
  return base::invalid("bad", "\"fn\" is transformX, apply, invert, diff, compose or settle.");
}

}  // namespace

int ot_lines() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    const auto said = answer(line);
    std::cout << (said ? json::serialize(*said)
                       : json::serialize(json::object{{"error", said.error().message}, {"code", said.error().code}}))
              << "\n";
    // Whoever waits for an answer before the next question gets it; a file of questions is answered in one go.
    if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();
  }
  return std::cout.flush() ? 0 : 1;
}

}  // namespace app
