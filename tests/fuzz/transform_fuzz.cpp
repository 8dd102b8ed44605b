// Two lists of operations for one document, as the bytes choose them: both orders end alike (TP1), and the other laws hold.
#include "fuzz.hpp"
#include "setlists/ot/ot.hpp"

namespace {

struct Bytes {
  std::string_view left;
  int next(std::size_t bound) {
    if (left.empty() || bound == 0) return 0;
    const auto byte = static_cast<unsigned char>(left.front());
    left.remove_prefix(1);
    return static_cast<int>(byte % bound);
  }
};

ot::Ops some_ops(Bytes& bytes, ot::Document document, char who) {
  ot::Ops ops;
  for (int i = bytes.next(7); i > 0; --i) {
    const auto size = document.items.size();
    const int verb = size == 0 ? 0 : bytes.next(5), p = bytes.next(verb == 0 ? size + 1 : size);
    const auto id = verb == 0 ? std::string(1, who) + std::to_string(i) : document.items[static_cast<std::size_t>(p)].id;
    ot::Op op;
    if (verb == 0) op = ot::ins(id, p, {{"by", std::string(1, who)}});
    else if (verb == 1) op = ot::rem(id, p);
    else if (verb <= 3) op = ot::mov(id, p, bytes.next(size));
    else op = ot::set(bytes.next(4) == 0 ? std::string(ot::document_id) : id, "note", boost::json::value(bytes.next(3)));
    PROMISE(ot::apply(document, {op}));
    ops.push_back(std::move(op));
  }
  return ops;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes{as_text(data, size)};
  ot::Document document;
  for (int i = bytes.next(9); i > 0; --i) document.items.push_back({std::to_string(i), {}});
  const auto as = some_ops(bytes, document, 'x'), bs = some_ops(bytes, document, 'y');
  auto carried_as = as, carried_bs = bs;
  ot::transform_x(carried_as, carried_bs, bytes.next(2) == 1);
  auto left = document, right = document;
  PROMISE(ot::apply(left, as) && ot::apply(left, carried_bs));
  PROMISE(ot::apply(right, bs) && ot::apply(right, carried_as));
  PROMISE(left == right);
  auto composed = document, whole = document;
  PROMISE(ot::apply(composed, ot::compose(as)) && ot::apply(whole, as));
  PROMISE(composed == whole);
  auto there = left;
  PROMISE(ot::apply(there, ot::diff(left, document)));
  PROMISE(there == document);
  return 0;
}
