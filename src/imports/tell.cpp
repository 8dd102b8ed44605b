// What an import says of itself: JSON for programs, words for people.
#include <boost/json.hpp>

#include "frame/words.hpp"
#include "imports/imports.hpp"
#include "imports/progress.hpp"

namespace imports {

namespace {

std::string count_of(const PartState& part, std::string_view noun) {
  std::string text = std::to_string(part.done);
  if (part.total) text += " of " + std::to_string(*part.total);
  return text.append(" ").append(noun);
}

std::string doing(const PartState& part) {
  switch (part.part) {
    case Part::profile: return "Looking the artist up";
    case Part::shows: return "Finding upcoming shows";
    case Part::albums: return part.done > 0 ? "Collecting records: " + count_of(part, "in") : "Collecting records";
    case Part::setlists: return part.done > 0 ? "Past setlists are arriving: " + count_of(part, "in") : "Looking for past setlists";
  }
  return {};
}

}  // namespace

std::string pause_text(const PartState& part, base::Time now) {
  if (!part.resume_at || *part.resume_at <= now) return part.error_message;
  const std::string after =
      part.ahead > 0 ? ", after " + frame::plural(part.ahead, "artist", "artists") + " asked for earlier" : std::string();
  return part.error_message + " Goes on " + frame::in_words(*part.resume_at - now) + after + ".";
}

std::string phase_text(const Progress& progress, base::Time now) {
  if (progress.status == "completed") return "Everything is here";
  for (const auto& p : progress.parts) {
    if (progress.status == "failed" && p.status == PartStatus::failed) return p.error_message;
    if (progress.status == "importing" && name(p.part) == progress.phase)
      return p.status == PartStatus::paused ? pause_text(p, now) : doing(p);
  }
  return "Getting ready";
}

boost::json::object to_object(const Progress& progress, base::Time now) {
  boost::json::array parts;
  for (const auto& p : progress.parts) {
    boost::json::object part{
        {"part", name(p.part)}, {"source", source_name(p.part)}, {"status", name(p.status)}, {"done", p.done}, {"imported", p.imported}};
    if (p.total) part["total"] = *p.total;
    if (p.resume_at) part["resume_at"] = base::to_millis(*p.resume_at);
    if (p.status == PartStatus::paused) part["ahead"] = p.ahead;
    if (!p.error_code.empty()) part["error"] = {{"code", p.error_code}, {"message", p.error_message}};
    parts.push_back(std::move(part));
  }
  return {
      {"artist_id", progress.artist.str()},
      {"progress", progress.percent},
      {"status", progress.status},
      {"current_phase", progress.phase},
      {"phase_text", phase_text(progress, now)},
      {"albums_imported", progress.part(Part::albums).imported},
      {"shows_imported", progress.part(Part::shows).imported},
      {"setlists_imported", progress.part(Part::setlists).imported},
      {"sequence", progress.sequence},
      {"parts", std::move(parts)},
  };
}

std::string to_json(const Progress& progress, base::Time now) { return boost::json::serialize(to_object(progress, now)); }

}  // namespace imports
