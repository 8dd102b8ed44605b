// A show's history (SET-4): its versions, any two of them side by side, and the way back to one, which asks first.
#pragma once
#include "pages/show_page.hpp"

namespace pages {

struct Version {
  std::int64_t revision = 0;
  std::string when = {};  // at the venue, "Tue 24 Nov 20:47"
  std::string who = {};
  std::vector<std::string> what = {};  // "added Halogen"
  std::string handle = {};             // of who did it, where everybody may see their page
};
struct History {
  std::vector<Version> versions = {};      // newest first
  std::optional<std::int64_t> older = {};  // more come before this one
};
frame::Page draw_history(const ShowPage& page, const History& history);

struct Side {
  Version version;
  std::vector<live::RowView> rows;
};
// The older one first.
frame::Page draw_comparison(const ShowPage& page, const Side& before, const Side& after);
frame::Page draw_rollback(const ShowPage& page, const Side& to);

}  // namespace pages
