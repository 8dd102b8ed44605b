#include "live/sentences.hpp"

#include "setlists/ot/wire.hpp"

namespace live {

namespace json = base::json;

namespace {

json::object numbered_refusal(const json::value& message) {
  const auto number = [&](std::string_view key) {
    const auto* there = base::member(message, key);
    return there && there->is_int64() ? there : nullptr;
  };
  const auto *cseq = number("cseq"), *k = number("k");
  json::object out{{"t", "rej"}};
  if (!cseq && k) out["k"] = *k;
  else out["cseq"] = cseq ? *cseq : 0;
  return out;
}

Answer too_fast(json::object out, base::Duration wait) {
  const auto seconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(wait).count());
  out["code"] = "rate";
  out["say"] = "That was a lot at once. It is kept and sent in a moment.";
  out["retry_after"] = seconds;
  return {json::serialize(out), "rate", seconds};
}

}  // namespace

std::string ops_message(const ot::Revision& revision, const std::string& name, const std::string& html, bool own) {
  json::object out{{"t", "ops"},
                   {"rev", revision.rev},
                   {"ops", ot::to_json(revision.ops)},
                   {"by", std::to_string(revision.from.person)},
                   {"at", base::to_millis(revision.at)}};
  if (own) {
    out["cid"] = revision.from.cid;
    out["cseq"] = revision.from.cseq;
  }
  if (!name.empty()) out["name"] = name;
  if (revision.undo_of) out["undo_of"] = *revision.undo_of;
  if (revision.rollback_to) out["rollback_to"] = *revision.rollback_to;
  auto text = json::serialize(out);
  if (html.empty()) return text;
  text.pop_back();
  return text + ",\"html\":" + html + "}";
}

std::string sentence(const Told& told) {
  const auto who = told.name.empty() ? std::string("Somebody") : told.name;
  const auto what = told.title.empty() ? std::string("This") : "“" + told.title + "”";
  switch (told.loss) {
    case ot::Loss::gone: return what + " was removed by " + (told.name.empty() ? "somebody" : told.name) + ".";
    case ot::Loss::overtaken: return who + " moved " + (told.title.empty() ? "this" : what) + " as well; it stands where they put it.";
    case ot::Loss::overwritten:
      return who + " changed " + (told.field.empty() || told.field == "song" ? "" : "the " + told.field + " of ") +
             (told.title.empty() ? "this" : what) + " as well; theirs stands.";
  }
  return {};
}

Answer rejected(std::int64_t cseq, std::string code, std::string say, ot::Rev head) {
  json::object out{{"t", "rej"}, {"cseq", cseq}, {"code", code}, {"say", std::move(say)}};
  if (head >= 0) out["head"] = head;
  return {json::serialize(out), std::move(code)};
}

Answer rejected(const base::Error& why, const json::value& message) {
  auto out = numbered_refusal(message);
  out["code"] = why.code;
  out["say"] = why.message;
  return {json::serialize(out), why.code};
}

Answer unavailable(const Deed& deed) {
  return rejected(deed.cseq, "unavailable", "This could not be saved just now. It is kept here and sent again.");
}

Answer newcomer(std::int64_t cseq) {
  return rejected(cseq, "newcomer",
                  "Nobody knows who you are yet. Say a word by POST first (presence), and connect with the cookie it answers.");
}

Answer too_fast(std::int64_t cseq, base::Duration wait) { return too_fast(json::object{{"t", "rej"}, {"cseq", cseq}}, wait); }

Answer too_fast(const json::value& message, base::Duration wait) { return too_fast(numbered_refusal(message), wait); }

Frame bye(std::string_view code, std::string_view say) {
  return {"bye", json::serialize(json::object{{"t", "bye"}, {"code", code}, {"say", say}}), {}};
}

Standing standing(const setlists::documents::Timing& timing, const ot::Document& document, base::Time now) {
  return {std::string(setlists::to_string(timing.stage(now))), !timing.closed(document, now).empty()};
}

json::object stage_members(const setlists::documents::Timing& timing, const ot::Document& document, base::Time now) {
  const auto why = timing.closed(document, now);
  json::object out{{"stage", setlists::to_string(timing.stage(now))}, {"closed", !why.empty()}};
  if (!why.empty()) out["why"] = why;
  return out;
}

}  // namespace live
