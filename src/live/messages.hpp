// What clients say about a live setlist (docs/live-protocol.md), read from outside text. Every byte may be hostile.
// Errors: bad (not of the protocol's form), limit (too many, too large).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/base/json.hpp"
#include "setlists/ot/sequencer.hpp"
#include "votes/votes.hpp"

namespace live {

// Where a list stands, as a reader is told.
struct Standing {
  std::string stage;    // draft, live, completed
  bool closed = false;  // to edits
  bool operator==(const Standing&) const = default;
};

// Where a reader is, and how it wants to be told.
struct Hello {
  std::string cid;
  ot::Rev rev = 0;
  std::int64_t n = 0;
  std::optional<std::int64_t> cseq;   // the message in flight
  bool hidden = false;                // no votes
  bool save = false;                  // votes once a second
  std::optional<Standing> told = {};  // last, to somebody who polls and so may have missed what came next
};

// What changes the list.
struct Deed {
  enum class Kind { op, undo, redo, rollback };
  Kind kind = Kind::op;
  std::string cid;
  std::int64_t cseq = 0;
  ot::Rev base = 0;
  ot::Ops ops = {};
  std::optional<ot::Rev> rev = {};  // undo: which (none: one's own last), rollback: to which
};

struct Ballot {
  std::int64_t k = 0;  // the client's own number for it
  std::string item;
  votes::Meaning meaning = votes::Meaning::happened;
  int value = 0;
};

struct Sign {  // presence
  std::string item;
  bool drag = false;
};

struct View {
  bool hidden = false;
  bool save = false;
};

using Message = std::variant<Hello, Deed, Ballot, Sign, View>;

inline constexpr std::size_t message_bytes = 32u << 10;  // of one message; operations have tighter limits of their own

bool is_cid(std::string_view text);

base::Result<Message> parse_message(std::string_view text);
base::Result<Message> read_message(const base::json::value& body);
// The bodies of POSTs: the same objects with `cid`.
base::Result<Hello> parse_hello(const base::json::value& value);
base::Result<Deed> parse_deed(Deed::Kind kind, const base::json::value& value);
base::Result<std::vector<Ballot>> parse_ballots(const base::json::value& value);
base::Result<Sign> parse_sign(const base::json::value& value);
base::Result<base::json::value> parse_body(std::string_view text);

}  // namespace live
