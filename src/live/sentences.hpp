// What the server says: messages of the protocol, and the sentences in them that are for people.
#pragma once
#include <string>

#include "live/line.hpp"
#include "live/messages.hpp"
#include "live/participant.hpp"
#include "setlists/documents.hpp"

namespace live {

// What one deed or vote came to: the message for its sender. `code`: empty for success, else one of the protocol's.
struct Answer {
  std::string json;
  std::string code = {};
  int retry_after = 0;  // seconds; rate
};

// An `ops` message. `html`: a JSON object, or empty. `own`: for the page that sent it. Nobody else is told its cid: whoever knows that
// can use up its numbers, so that it would take another's change for its own, or have its connection fenced.
std::string ops_message(const ot::Revision& revision, const std::string& name, const std::string& html, bool own = false);

// How a notice reads: "“Halogen” was removed by Ana."
struct Told {
  ot::Loss loss = ot::Loss::gone;
  std::string title;  // of the item; may be empty
  std::string name;   // who was the cause; may be empty
  std::string field;
};
std::string sentence(const Told& told);

Answer rejected(std::int64_t cseq, std::string code, std::string say, ot::Rev head = -1);
// Of what could not be understood: under the number its sender knows it by (`cseq`, `k` of a vote), as far as that could be read.
Answer rejected(const base::Error& why, const base::json::value& message);
Answer unavailable(const Deed& deed);
Answer newcomer(std::int64_t cseq);
Answer too_fast(std::int64_t cseq, base::Duration wait);
Answer too_fast(const base::json::value& message, base::Duration wait);

Frame bye(std::string_view code, std::string_view say);

Standing standing(const setlists::documents::Timing& timing, const ot::Document& document, base::Time now);
// "stage", "closed" and "why" of a list now.
base::json::object stage_members(const setlists::documents::Timing& timing, const ot::Document& document, base::Time now);

}  // namespace live
