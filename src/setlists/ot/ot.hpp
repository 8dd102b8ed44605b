// Operations on a live setlist: one flat list of items, changed by many people at once and the same for all in the end (SET-3, SET-4).
// Server-ordered operational transformation in the manner of Jupiter (Nichols et al., UIST 1995) and ShareDB, with a closed set of list
// operations in place of a general JSON type, so that two people who move one song can neither double nor lose it. Pure: no I/O, no clock.
// Also public: wire.hpp, sequencer.hpp
#pragma once
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.hpp"

namespace ot {

namespace json = boost::json;

// A song or a section marker. The id is made by whoever adds it, never changes and is never used again.
struct Item {
  std::string id;
  json::object fields;  // all but the id; they mean nothing to the operations
  bool operator==(const Item&) const = default;
};

struct Document {
  std::vector<Item> items;
  json::object fields;  // of the setlist itself: title, status, …
  bool operator==(const Document&) const = default;
};

std::optional<std::size_t> find(const Document& document, std::string_view id);
json::object whole(const Item& item);  // as it travels and is kept: the id, then the fields

// The id under which `set` writes a field of the document itself.
inline constexpr std::string_view document_id = "$doc";

enum class Verb {
  ins,  // a new item, which ends at p
  rem,  // takes out what is at p
  mov,  // takes out at p and puts back so that it ends at t
  set,  // writes one field
  nop,  // what is left of an operation that another one made pointless; never sent
};
// Whatever names a place names the item too, and apply refuses when they disagree: a mistake is seen at once, not as a scrambled list.
struct Op {
  Verb verb = Verb::nop;
  std::string id = {};
  int p = 0;
  int t = 0;
  json::object item = {};                 // ins
  std::string field = {};                 // set
  std::optional<json::value> value = {};  // set: nothing takes the field away
  bool operator==(const Op&) const = default;
};
using Ops = std::vector<Op>;

Op ins(std::string id, int p, json::object item = {});
Op rem(std::string id, int p);
Op mov(std::string id, int p, int t);
Op set(std::string id, std::string field, std::optional<json::value> value);

// Changes the document, all or nothing, and answers what leads back. Error: bad (id and index disagree, no such item, or one with this
// id is there already).
base::Result<Ops> apply(Document& document, const Ops& ops);

// Why an operation had no or less effect, and which one of the other list was the cause.
enum class Loss { gone, overtaken, overwritten };
std::string_view to_string(Loss loss);
struct Note {
  std::size_t i = 0;
  Loss loss = Loss::gone;
  std::size_t cause = 0;
  bool operator==(const Note&) const = default;
};

// `a`, changed so that it can run after `b`, both made for the same document. `a_later`: a is (or will be) committed after b.
Op transform(const Op& a, const Op& b, bool a_later);

// Two lists for one document carried over each other, in place: as then bs' and bs then as' end alike. Positions in a list stay.
struct Losses {
  std::vector<Note> as, bs;
};
Losses transform_x(Ops& as, Ops& bs, bool a_later);

// The same effect, shorter: set over set of one field, set into an insert, insert and removal vanish, moves in a row become one.
Ops compose(const Ops& ops);

// From one document to another, with the fewest moves.
Ops diff(const Document& from, const Document& to);

// Addresses operations anew by id on a document they were not made for: indexes come from it, places are cut to its end.
struct Settled {
  Ops ops;
  Ops lost;  // whose target is not there, or whose item already is
};
Settled settle(const Document& document, const Ops& ops);

}  // namespace ot
