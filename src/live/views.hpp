// How a live setlist is drawn (SET-1, SET-5, SET-10). An item's row exists once: pages draw from it, and frames to browsers carry it. A row
// says nothing of who looks at it, of its number (the stylesheet counts) or of what is playing (a class the list sets), so that one
// markup serves everybody.
#pragma once
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/html/html.hpp"
#include "setlists/ot/sequencer.hpp"
#include "votes/score.hpp"

namespace live {

using votes::Counts;

struct RowView {
  std::string id = {};
  bool marker = false;        // a section's name; only `title` counts then
  bool happened = false;      // else expected: a guess or a wish, never a fact
  std::string title = {};     // empty: a song nobody could name
  std::string artist = {};    // performer, where it is not the setlist's artist; this and the next are empty when unknown
  std::string cover_of = {};  // original artist
  std::string guest = {};
  std::string note = {};
  std::string time = {};             // the venue's local time at which it was put here, "20:47"
  std::optional<int> duration = {};  // seconds
  bool tape = false;                 // from tape: shown, not numbered
  bool debut = false;                // the first time it is known to have been played
  std::optional<int> odds = {};      // percent; only what the prediction put here has them
  Counts votes = {};                 // "was played" of a song that happened, "will be played" of one expected
  std::int64_t wants = 0;            // wishes to hear it
};

enum class Stage { draft, live, completed };

// What all rows of a list share.
struct ListPlace {
  std::string show = {};
  std::string setlist = {};
  Stage stage = Stage::draft;
  bool editable = true;  // false: numbers instead of grips
  bool votable = true;   // false: what was voted in words instead of buttons
};

// The viewer's own votes of one item, for pages without scripts: -1, 0 or +1; wants 0 or 1.
struct Mine {
  int vote = 0;
  int want = 0;
};

// What a row is called where nobody could name its song.
std::string shown_title(const RowView& row);
std::string clock_length(int seconds);  // "3:45"

// `playing` is for whole pages: frames leave it out, and the list sets the class "on".
html::Html row(const ListPlace& place, const RowView& row, Mine mine = {}, bool playing = false);

// Two buttons in a form; the same vote again removes it.
html::Html vote_form(const ListPlace& place, const RowView& row, Mine mine = {});

// Where the next song that is played goes, as an index into the document: after the last one that happened and the section names that
// stand right behind it.
std::size_t now_place(const std::vector<RowView>& rows);

// The lists show the document in two: what was played (with its sections), and what is still expected. Indexes into `rows`.
struct Arranged {
  std::vector<std::size_t> played;
  std::vector<std::size_t> expected;
};
Arranged arrange(const std::vector<RowView>& rows, Stage stage);
// How many of those are songs: neither section names nor from tape.
std::size_t songs_among(const std::vector<RowView>& rows, const std::vector<std::size_t>& which);

// A song is disputed when even the upper bound of the share of its up-votes stays under 85 % (votes/score.hpp).
bool disputed(Counts votes);
// How sure the crowd is of all songs of a list taken together, in percent: the lower bound.
int agreement(const std::vector<Counts>& songs);

// An item as a row, its votes apart. `zone`: the venue's, for the time it began; empty: no time is shown.
RowView row_view(const ot::Item& item, const std::string& zone);
// What a revision did, for people, each thing once: "added Halogen". `head`: the list now, for the names of what it was done to.
std::vector<std::string> told(const ot::Revision& revision, const ot::Document& head);

// What stands around the rows.
struct Person {
  std::string name = {};
  bool editing = false;
};

struct Change {
  std::int64_t revision = 0;
  std::string who = {};
  std::string what = {};  // "added Halogen"
  std::string ago = {};   // "2 m"
  bool own = false;       // the viewer's: can be undone here
  bool fresh = false;     // less than a minute old
};

std::string author(const std::string& who);  // as shown; empty: the server

inline constexpr int latest_changes = 3;  // as many are shown
// `who` did it, empty: the server; `viewer`: who looks, 0: nobody in particular.
Change change_of(const ot::Revision& revision, const std::string& who, const ot::Document& head, base::Time now, std::int64_t viewer);

struct ListView {
  ListPlace place = {};
  std::string artist_name = {};
  std::int64_t revision = 0;
  std::int64_t votes = 0;          // revision of the votes
  std::string closed = {};         // why it takes no changes; empty: it does
  std::vector<RowView> rows = {};  // in the document's order
  std::string playing = {};        // the item believed to be playing; empty: between songs
  std::unordered_map<std::string, Mine> mine = {};
  std::int64_t here = 0;
  std::vector<Person> people = {};  // those who edit, at most five are drawn
  std::vector<Change> changes = {};
  boost::json::value state = nullptr;  // what the island starts from; null: no island, the list is only read
};

html::Html lists(const ListView& view);     // played, and apart from it what is still expected
html::Html now_card(const ListView& view);  // only while live
html::Html presence(const ListView& view);
html::Html composer(const ListView& view);  // nothing where one may not edit
// Its field for a song alone. `back`: the own path to go back to without scripts; empty: the show's page.
html::Html song_field(const ListView& view, std::string_view back = {});
// Beside the list; empty sections where there is nothing to tell yet. Frames carry them too.
html::Html accuracy_panel(const ListView& view);
html::Html changes_panel(const ListView& view);
html::Html island_start(const ListView& view);  // what scripts start from, as JSON
html::Html island_state(const ListView& view);  // the same, and empty rows to fill

html::Html avatar(std::string_view name, bool editing = false);

}  // namespace live
