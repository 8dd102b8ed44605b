// The artist's page (ART-1): everything it shows, read in one transaction, and its markup, whole or by section.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "artists/discography.hpp"
#include "frame/frame.hpp"
#include "imports/imports.hpp"
#include "pages/follow_button.hpp"
#include "setlists/statistics.hpp"
#include "shows/shows.hpp"

namespace pages {

struct ArtistPage {
  artists::Artist artist;
  Following follow;
  std::optional<imports::Progress> import;
  shows::Counts counts;
  std::vector<shows::ShowRow> upcoming;
  std::vector<shows::ShowRow> called_off;
  std::vector<shows::ShowRow> past;
  std::vector<artists::Album> albums;
  std::vector<artists::SourceLink> links;
  setlists::statistics::Overview statistics;

  bool importing() const { return import && !import->finished(); }
};

ArtistPage artist_page(db::Tx& tx, artists::Artist artist, const Following& follow, base::Time now);
frame::Page draw(const ArtistPage& page, base::Time now);
// One of progress, hero, follow, shows, songs, albums, setlists: the same element as in the whole page; nothing for another name.
std::optional<html::Html> section(const ArtistPage& page, std::string_view name, base::Time now);

}  // namespace pages
