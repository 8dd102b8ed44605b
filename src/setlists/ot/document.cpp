#include <algorithm>
#include <ranges>

#include "setlists/ot/ot.hpp"

namespace ot {

Op ins(std::string id, int p, json::object item) { return {.verb = Verb::ins, .id = std::move(id), .p = p, .item = std::move(item)}; }
Op rem(std::string id, int p) { return {.verb = Verb::rem, .id = std::move(id), .p = p}; }
Op mov(std::string id, int p, int t) { return {.verb = Verb::mov, .id = std::move(id), .p = p, .t = t}; }
Op set(std::string id, std::string field, std::optional<json::value> value) {
  return {.verb = Verb::set, .id = std::move(id), .field = std::move(field), .value = std::move(value)};
}

std::optional<std::size_t> find(const Document& document, std::string_view id) {
  const auto at = std::ranges::find(document.items, id, &Item::id);
  if (at == document.items.end()) return std::nullopt;
  return static_cast<std::size_t>(at - document.items.begin());
}

json::object whole(const Item& item) {
  json::object object{{"id", item.id}};
  for (const auto& [name, value] : item.fields) object.emplace(name, value);
  return object;
}

namespace {

using Doubt = std::optional<std::string>;

Doubt misplaced(const Document& document, const Op& op) {
  if (op.p < 0 || static_cast<std::size_t>(op.p) >= document.items.size())
    return "There is no place " + std::to_string(op.p) + " in a list of " + std::to_string(document.items.size()) + ".";
  if (const auto& there = document.items[static_cast<std::size_t>(op.p)].id; there != op.id)
    return "At place " + std::to_string(op.p) + " is " + there + ", not " + op.id + ".";
  return std::nullopt;
}

// What forbids the operation on this document.
Doubt doubt(const Document& document, const Op& op) {
  const auto size = static_cast<int>(document.items.size());
  switch (op.verb) {
    case Verb::ins:
      if (op.p < 0 || op.p > size)
        return "Nothing can be put at place " + std::to_string(op.p) + " of a list of " + std::to_string(size) + ".";
      if (op.id == document_id || find(document, op.id)) return "An item " + op.id + " is there already.";
      return std::nullopt;
    case Verb::rem: return misplaced(document, op);
    case Verb::mov:
      if (op.t < 0 || op.t >= size)
        return "Nothing can be moved to place " + std::to_string(op.t) + " of a list of " + std::to_string(size) + ".";
      return misplaced(document, op);
    case Verb::set:
      if (op.field == (op.id == document_id ? "items" : "id")) return "The field " + op.field + " cannot be set.";
      if (op.id != document_id && !find(document, op.id)) return "There is no item " + op.id + ".";
      return std::nullopt;
    case Verb::nop: return std::nullopt;
  }
  return "There is no such operation.";
}

void run(Document& document, const Op& op) {
  auto& items = document.items;
  const auto place = [&](int i) { return items.begin() + i; };
  switch (op.verb) {
    case Verb::ins: {
      auto& fields = items.insert(place(op.p), Item{op.id, op.item})->fields;
      fields.erase("id");
      break;
    }
    case Verb::rem: items.erase(place(op.p)); break;
    case Verb::mov:
      if (op.p < op.t) std::rotate(place(op.p), place(op.p + 1), place(op.t + 1));
      else std::rotate(place(op.t), place(op.p), place(op.p + 1));
      break;
    case Verb::set: {
      auto& fields = op.id == document_id ? document.fields : items[*find(document, op.id)].fields;
      if (op.value) fields.insert_or_assign(op.field, *op.value);
      else fields.erase(op.field);
      break;
    }
    case Verb::nop: break;
  }
}

// What leads back from the operation to the document it is about to change.
Op inverse(const Document& before, const Op& op) {
  switch (op.verb) {
    case Verb::ins: return rem(op.id, op.p);
    case Verb::rem: return ins(op.id, op.p, whole(before.items[static_cast<std::size_t>(op.p)]));
    case Verb::mov: return mov(op.id, op.t, op.p);
    case Verb::set: {
      const auto& fields = op.id == document_id ? before.fields : before.items[*find(before, op.id)].fields;
      const auto* old = fields.if_contains(op.field);
      return set(op.id, op.field, old ? std::optional(*old) : std::nullopt);
    }
    case Verb::nop: break;
  }
  return {};
}

}  // namespace

base::Result<Ops> apply(Document& document, const Ops& ops) {
  Ops back;
  for (const auto& op : ops) {
    if (auto why = doubt(document, op)) {
      for (const auto& done : std::views::reverse(back)) run(document, done);
      return base::invalid("bad", std::move(*why));
    }
    if (op.verb != Verb::nop) back.push_back(inverse(document, op));
    run(document, op);
  }
  std::ranges::reverse(back);
  return back;
}

}  // namespace ot
