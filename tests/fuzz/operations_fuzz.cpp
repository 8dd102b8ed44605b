// Operations and documents from a client's bytes: what is taken prints as it was read, stays within the limits, and never half applies.
#include "fuzz.hpp"
#include "platform/base/json.hpp"
#include "setlists/ot/sequencer.hpp"
#include "setlists/ot/wire.hpp"

namespace {

ot::Document some_document() {
  ot::Document document;
  for (const char last : {'A', 'B', 'C', 'D'}) document.items.push_back({std::string(25, '0') + last, {{"kind", "song"}}});
  return document;
}

void check_operations(const ot::Ops& ops) {
  const auto again = ot::parse_ops(ot::to_json(ops), ot::client_limits);
  PROMISE(again && *again == ops);
  const auto before = some_document();
  auto document = before;
  if (const auto back = ot::apply(document, ops)) {
    PROMISE(ot::apply(document, *back));
    PROMISE(document == before);
    const auto there = ot::parse_document(ot::to_json(document), ot::client_limits);
    PROMISE(there && *there == document);
  } else {
    PROMISE(back.error().code == "bad" && document == before);
  }
  const auto settled = ot::settle(before, ops);
  PROMISE(ot::apply(document, settled.ops));
  ot::compose(ops);
  ot::Sequencer sequencer(before, 0);
  const auto decision = sequencer.submit({{"client", 1, 1}, 0, ops}, {});
  PROMISE(std::holds_alternative<ot::Accepted>(decision) ? sequencer.rev() == 1 : sequencer.head() == before);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = as_text(data, size);
  if (const auto ops = ot::parse_ops(text, ot::client_limits)) {
    PROMISE(ops->size() <= ot::client_limits.ops && size <= ot::client_limits.bytes);
    for (const auto& op : *ops)
      PROMISE(op.verb == ot::Verb::nop || ot::is_ulid(op.id) || (op.verb == ot::Verb::set && op.id == ot::document_id));
    check_operations(*ops);
  } else {
    PROMISE((ops.error().code == "bad" || ops.error().code == "limit") && !ops.error().message.empty());
  }
  const auto value = base::parse_json(text, {.bytes = 1 << 16, .depth = 16});
  if (!value) return 0;
  if (const auto document = ot::parse_document(*value, ot::client_limits)) {
    const auto again = ot::parse_document(ot::to_json(*document), ot::client_limits);
    PROMISE(again && *again == *document);
    auto there = some_document();
    PROMISE(ot::apply(there, ot::diff(there, *document)));
    PROMISE(there == *document);
  }
  return 0;
}
