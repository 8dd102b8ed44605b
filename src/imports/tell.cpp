// What an import says of itself: JSON for programs, words for people.
#include <boost/json.hpp>

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

std::string phase_text(const Progress& progress) {
  if (progress.status == "completed") return "Everything is here";
  for (const auto& p : progress.parts) {
    if (progress.status == "failed" && p.status == PartStatus::failed) return p.error_message;
    if (progress.status == "importing" && name(p.part) == progress.phase)
      return p.status == PartStatus::paused ? p.error_message : doing(p);
  }
  return "Getting ready";
}

boost::json::object to_object(const Progress& progress) {
  boost::json::array parts;
  for (const auto& p : progress.parts) {
    boost::json::object part{
        {"part", name(p.part)}, {"source", source_name(p.part)}, {"status", name(p.status)}, {"done", p.done}, {"imported", p.imported}};
    if (p.total) part["total"] = *p.total;
    if (p.resume_at) part["resume_at"] = base::to_millis(*p.resume_at);
    if (!p.error_code.empty()) part["error"] = {{"code", p.error_code}, {"message", p.error_message}};
    parts.push_back(std::move(part));
  }
  return {
      {"artist_id", progress.artist.str()},
      {"progress", progress.percent},
      {"status", progress.status},
      {"current_phase", progress.phase},
      {"phase_text", phase_text(progress)},
      {"albums_imported", progress.part(Part::albums).imported},
      {"shows_imported", progress.part(Part::shows).imported},
      {"setlists_imported", progress.part(Part::setlists).imported},
      {"sequence", progress.sequence},
      {"parts", std::move(parts)},
  };
}

std::string to_json(const Progress& progress) { return boost::json::serialize(to_object(progress)); }

}  // namespace imports
