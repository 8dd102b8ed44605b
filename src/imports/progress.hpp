// The books of one import: the state of its parts, its progress, and the events that tell them. Private to imports.
#pragma once
#include <boost/json/value.hpp>

#include "imports/imports.hpp"
#include "platform/bus/bus.hpp"

namespace imports {

struct PartBooks {
  boost::json::value cursor_value() const;  // always an object
  std::string cursor;                       // JSON
  std::int64_t done = 0;
  std::optional<std::int64_t> total = {};
  std::int64_t imported = 0;
  PartStatus status = PartStatus::waiting;
};

PartBooks books_of(db::Tx& tx, ImportId import, Part part);
void save_books(db::Tx& tx, base::Time now, ImportId import, Part part, const PartBooks& books);
void set_part_status(db::Tx& tx, base::Time now, ImportId import, Part part, PartStatus status, std::optional<base::Time> resume_at = {},
                     std::string_view code = {}, std::string_view message = {});

// Recounts the import from its parts and writes the event. `sections` names what changed on the artist's page:
// hero, shows, songs, albums, setlists. Parts that end at the same moment count each other: the import's row is locked.
void announce(db::Tx& tx, base::Time now, bus::Bus& bus, ImportId import, std::initializer_list<std::string_view> sections = {});

void log(db::Tx& tx, base::Time now, artists::ArtistId artist, std::string_view source, std::string_view outcome, std::string_view subject,
         std::int64_t count, std::string_view message);

// What to_json() writes, to be added to.
boost::json::object to_object(const Progress& progress, base::Time now);
// Why a paused part waits, until when, and its place in the queue.
std::string pause_text(const PartState& part, base::Time now);

// 0-100 from the state of the parts: one that is done or absent counts whole, one under way or failed by its pages.
// 100 only when everything is here.
int percent_of(const std::vector<PartState>& parts);
std::string phase_of(const std::vector<PartState>& parts);
std::string status_of(const std::vector<PartState>& parts);

std::optional<Part> parse_part(std::string_view name);

}  // namespace imports
