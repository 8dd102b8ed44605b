// What pages show of values made up by hand: the rules of the product on screen, and that nothing breaks out.
#include "imports/views.hpp"

#include "pages/pages_fixture.hpp"
#include "pages/show_rail.hpp"
#include "pages/songs.hpp"
#include "pages/tickets.hpp"
#include "pages/venue_map.hpp"

namespace pages {
namespace {

using shows::Status;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string ticket(const shows::ShowRow& r, TicketKind kind = TicketKind::upcoming) {
  return tickets({r}, TicketTitle::venue, kind, now).str();
}

TEST(Tickets, AnUntimedShowHasNoTimeAndIsNeverMidnight) {
  const auto html = ticket(row());
  EXPECT_THAT(html,
              AllOf(HasSubstr("Halden Hall"), HasSubstr("Halden, NO"), HasSubstr(">24<"), HasSubstr(">Nov<"), HasSubstr("Announced")));
  EXPECT_THAT(html, Not(HasSubstr("00:00")));
  auto timed = row();
  timed.start_time = "19:30";
  EXPECT_THAT(ticket(timed), HasSubstr("19:30"));
}

TEST(Tickets, EachHasOneLabel) {
  auto r = row();
  EXPECT_THAT(ticket(r), HasSubstr(">Announced<"));
  r.ticket_url = "https://tickets.test/1";
  EXPECT_THAT(ticket(r), HasSubstr(">Tickets<"));
  r.ticket_status = "offsale";
  EXPECT_THAT(ticket(r), HasSubstr(">Off sale<"));
  r.status = Status::postponed;
  EXPECT_THAT(ticket(r), HasSubstr(">Postponed<"));
  r.status = Status::cancelled;
  EXPECT_THAT(ticket(r), AllOf(HasSubstr(">Cancelled<"), HasSubstr("class=\"ticket off\"")));
  EXPECT_THAT(ticket(row("")), AllOf(HasSubstr(">Date open<"), HasSubstr("TBA")));
}

TEST(Tickets, PastShowsSayWhetherTheirSongsAreKnownAndNeverThatThereWereNone) {
  auto r = row("2026-10-01");
  EXPECT_THAT(ticket(r, TicketKind::past), AllOf(HasSubstr("No setlist yet"), Not(HasSubstr("0 songs")), HasSubstr(">2026<")));
  r.song_count = 17;
  r.opener = "Tidewrack";
  EXPECT_THAT(ticket(r, TicketKind::past), AllOf(HasSubstr("17 songs"), HasSubstr("opened with Tidewrack"), HasSubstr(">Setlist<")));
}

TEST(Tickets, AMovedShowSaysFromWhenAndABillIsCutShort) {
  auto r = row();
  r.status = Status::rescheduled;
  r.initial_date = "2026-03-01";
  r.supports = {"Pale Ferry", "Velvet Arcade", "Nova Hale", "Sable Orchard"};
  EXPECT_THAT(ticket(r), AllOf(HasSubstr("moved from Sun 1 Mar 2026"), HasSubstr("with Pale Ferry, Velvet Arcade, Nova Hale and 1 more")));
}

TEST(ShowPage, SaysThatTheTimeIsNotAnnounced) {
  const auto html = whole(draw(show_of(row()), now));
  EXPECT_THAT(html, AllOf(HasSubstr("Time not announced"), HasSubstr("Tue 24 Nov 2026"),
                          HasSubstr("Nothing is known of what they will play yet.")));
  EXPECT_THAT(html, Not(HasSubstr("00:00")));
  EXPECT_THAT(html, HasSubstr("\"startDate\":\"2026-11-24\""));
  auto open = show_of(row(""));
  EXPECT_THAT(whole(draw(open, now)), AllOf(HasSubstr("Date to be announced"), Not(HasSubstr("startDate"))));
}

TEST(ShowPage, SellsNoTicketsForACancelledShow) {
  auto r = row();
  r.ticket_url = "https://tickets.test/1";
  EXPECT_THAT(main_of(draw(show_of(r), now)), HasSubstr("href=\"https://tickets.test/1\""));
  r.status = Status::cancelled;
  const auto html = main_of(draw(show_of(r), now));
  EXPECT_THAT(html, AllOf(HasSubstr(">Cancelled<"), HasSubstr("nothing was played"), HasSubstr("EventCancelled")));
  EXPECT_THAT(html, Not(HasSubstr("tickets.test")));
  r.status = Status::postponed;
  r.initial_date = "2026-10-01";
  EXPECT_THAT(main_of(draw(show_of(r), now)),
              AllOf(HasSubstr("Postponed"), HasSubstr("Was planned for Thu 1 Oct 2026."), HasSubstr("waits for a new date")));
}

TEST(ShowPage, AFestivalHasItsNameAndATabForEveryAct) {
  auto p = show_of(row("2026-07-11"));
  p.show.festival = true;
  p.show.name = "Salt & Sound";
  p.show.bill = {{.name = "Marrow Coast", .artist = artists::ArtistId{42}, .slug = "marrow-coast"}, {.name = "Pale Ferry"}};
  p.acts = {{"Marrow Coast", "marrow-coast", {}}, {"Nova Hale", "nova-hale", {}}};
  p.chosen = 1;
  p.list.rows = {{.id = "a", .happened = true, .title = "Kelp"}};
  const auto html = main_of(draw(p, now));
  EXPECT_THAT(html, AllOf(HasSubstr("Salt &amp; Sound</h1>"), HasSubstr("Line-up"), HasSubstr("<span class=\"face\">Pale Ferry</span>"),
                          HasSubstr("<a href=\"/shows/7\">Marrow Coast</a>"),
                          HasSubstr("<a href=\"/shows/7/nova-hale\" aria-current=\"page\">Nova Hale</a>"), HasSubstr("Kelp")));
}

TEST(ShowPage, IsDimBeforeLitWhileAndClosedAfter) {
  auto p = show_of(row());
  p.list.place = {.show = "7", .setlist = "9", .stage = live::Stage::draft};
  p.list.rows = {{.id = "a", .title = "Kelp", .odds = 82}};
  EXPECT_THAT(main_of(draw(p, now)), AllOf(HasSubstr("What will they play?"), HasSubstr("Nothing here is a fact yet."), HasSubstr("82%"),
                                           Not(HasSubstr("in the room")), HasSubstr("What do you want to hear?")));
  p.list.place.stage = live::Stage::live;
  p.list.rows.push_back({.id = "b", .happened = true, .title = "Tidewrack", .votes = {64, 4}});
  p.list.playing = "b";
  EXPECT_THAT(main_of(draw(p, now)), AllOf(HasSubstr("On stage now"), HasSubstr("I’m in the room"), HasSubstr("Still expected"),
                                           HasSubstr("data-item=\"b\""), HasSubstr("Song 1"), HasSubstr("What are they playing?")));
  p.list.place = {.show = "7", .setlist = "9", .stage = live::Stage::completed, .editable = false};
  EXPECT_THAT(main_of(draw(p, now)), AllOf(HasSubstr("Expected, but not played: 1 song"), HasSubstr("86% sure"), HasSubstr("68 votes"),
                                           HasSubstr("/help/voting"), Not(HasSubstr("class=\"add\""))));
}

TEST(SourceLine, OfTapesOnlyCountsNoSongs) {
  setlists::Setlist s;
  s.source_url = "https://setlist.test/1";
  EXPECT_THAT(source_line(s).str(), AllOf(Not(HasSubstr("0 songs")), HasSubstr("href=\"https://setlist.test/1\"")));
  s.song_count = 1;
  EXPECT_THAT(source_line(s).str(), HasSubstr("1 song ·"));
}

TEST(Songs, AreToldInTheWordsOfTheirMeasure) {
  auto f = figures("Tidewrack", 12);
  f.openers = 3;
  f.gap = 1;
  EXPECT_THAT(song_bars({f}, By::plays).str(), AllOf(HasSubstr("12 shows"), HasSubstr("value=\"100\""), HasSubstr("/shows/6")));
  EXPECT_THAT(song_bars({f}, By::openers).str(), HasSubstr("3 shows"));
  EXPECT_THAT(song_bars({f}, By::gaps).str(), HasSubstr("not in 1 show, last Oct 2026"));
  EXPECT_THAT(song_bars({f}, By::debuts).str(), AllOf(HasSubstr("since Feb 2020 · 12 shows"), HasSubstr("/shows/5")));
  EXPECT_EQ(song_list("")->by, By::plays);
  EXPECT_EQ(song_list("gaps")->by, By::gaps);
  EXPECT_FALSE(song_list("loudest"));
}

ArtistPage artist() {
  ArtistPage p;
  p.artist = marrow_coast();
  return p;
}

TEST(ArtistPage, WithoutAnythingSaysSoInEachSection) {
  EXPECT_THAT(main_of(draw(artist(), now)), AllOf(HasSubstr("No shows announced."), HasSubstr("No setlist is known yet."),
                                                  HasSubstr("No records found."), HasSubstr("No past show is known.")));
}

TEST(ArtistPage, WhileItArrivesKeepsThePlaceOfWhatIsToCome) {
  auto p = artist();
  p.import = import_of("importing", imports::PartStatus::waiting);
  const auto html = main_of(draw(p, now));
  EXPECT_EQ(count_of(html, "aria-busy=\"true\""), 4u);
  EXPECT_THAT(html, AllOf(HasSubstr("ticket ghost"), HasSubstr("Still tuning up"), Not(HasSubstr("No shows announced."))));
  p.import = import_of("importing", imports::PartStatus::done);  // these have ended: what is not here is not coming
  EXPECT_THAT(main_of(draw(p, now)), AllOf(Not(HasSubstr("aria-busy")), HasSubstr("No records found.")));
}

TEST(ArtistPage, AFragmentIsTheSameMarkupAsInThePage) {
  auto p = artist();
  p.import = import_of("importing", imports::PartStatus::running);
  p.artist.genres = {"dream pop", "indie rock"};
  p.upcoming = {row()};
  p.past = {row("2026-10-01")};
  p.counts = {1, 1};
  p.albums.push_back({artists::AlbumId{3}, "al3", "Harbour Lights", artists::AlbumKind::album, "2024-05-06", 11, {}, {}, 2});
  p.statistics.most_played = {figures("Tidewrack", 12)};
  const auto page = main_of(draw(p, now));
  for (const auto* name : {"progress", "hero", "shows", "songs", "albums", "setlists"}) {
    const auto html = section(p, name, now);
    ASSERT_TRUE(html) << name;
    EXPECT_THAT(page, HasSubstr(html->str())) << name;
    EXPECT_EQ(count_of(page, "data-section=\"" + std::string(name) + "\""), 1u) << name;
  }
  EXPECT_FALSE(section(p, "", now));
  EXPECT_FALSE(section(p, "<script>", now));
  p.import.reset();
  EXPECT_FALSE(section(p, "progress", now));
}

TEST(ArtistPage, LinksToAllShowsWhenSomeAreCalledOff) {
  auto p = artist();
  p.called_off = {row()};
  EXPECT_THAT(main_of(draw(p, now)), AllOf(HasSubstr("All shows"), Not(HasSubstr("All 0"))));
  p.counts.upcoming = 30;
  EXPECT_THAT(main_of(draw(p, now)), HasSubstr("All 30"));
}

// The markup of one section, letter by letter: what islands and styles rely on.
TEST(ArtistPage, TheShowsSectionIsDrawnSo) {
  auto p = artist();
  p.upcoming = {row()};
  p.counts.upcoming = 1;
  EXPECT_EQ(section(p, "shows", now)->str(),
            "<section aria-labelledby=\"shows\" data-section=\"shows\"><div class=\"head\"><h2 id=\"shows\">Next shows</h2></div>"
            "<div class=\"tickets\"><a class=\"ticket\" href=\"/shows/7\"><span class=\"date\"><span class=\"d\">24</span><span "
            "class=\"wide\">Nov</span></span>"
            "<span class=\"what\"><span class=\"face\">Halden Hall</span><small>Halden, NO</small></span><span class=\"go wide "
            "off\">Announced</span></a></div></section>");
}

TEST(HomePage, InvitesWhileNobodyIsHere) {
  HomePage p;
  p.suggestions = {"Marrow Coast"};
  EXPECT_THAT(main_of(draw(p, now)), AllOf(HasSubstr("No shows yet."), HasSubstr("Nobody yet."), HasSubstr("/search?q=Marrow%20Coast")));
  p.upcoming = {row()};
  EXPECT_THAT(main_of(draw(p, now)), AllOf(HasSubstr("Marrow Coast"), Not(HasSubstr("No shows yet."))));
}

venues::Venue hall() {
  venues::Venue v;
  v.id = venues::VenueId{9};
  v.name = "Halden Hall";
  v.slug = "halden-hall";
  v.city = "Halden";
  v.country = "Norway";
  return v;
}

TEST(VenuePage, ShowsWhereItIsAndPastShowsByYear) {
  VenuePage p{hall(), {0, 3}, {}, {row("2026-10-01"), row("2026-02-03"), row("2024-05-06")}, {}};
  p.venue.place = venues::Place{59.12, 11.38};
  p.venue.address = "Storgata 1";
  p.venue.postal_code = "1767";
  const auto html = main_of(draw(p, now));
  EXPECT_EQ(count_of(html, ">2026</h3>"), 1u);
  EXPECT_EQ(count_of(html, ">2024</h3>"), 1u);
  EXPECT_THAT(html, AllOf(HasSubstr("Storgata 1, 1767 Halden, Norway"), HasSubstr("mlat=59.12000&amp;mlon=11.38000"), HasSubstr("<svg"),
                          HasSubstr("No shows announced here.")));
  p.venue.place.reset();
  p.past.clear();
  EXPECT_THAT(main_of(draw(p, now)),
              AllOf(HasSubstr("search?query=Halden%20Hall"), Not(HasSubstr("class=\"map\"")), HasSubstr("No past show is known.")));
  p.venue.name.clear();  // some venues are only known by their town
  EXPECT_THAT(main_of(draw(p, now)), HasSubstr(">Halden</h1>"));
}

TEST(Headings, SayHowLongTheyAreAndInWhichScript) {
  const auto heading = [](std::string name) {
    auto p = artist();
    p.artist.name = std::move(name);
    const auto html = main_of(draw(p, now));
    const auto at = html.find("<h1");
    return html.substr(at, html.find('>', at) - at + 1);
  };
  EXPECT_EQ(heading("Marrow Coast"), "<h1 class=\"\" dir=\"auto\">");
  EXPECT_EQ(heading("The Committee for Better Weather"), "<h1 class=\"long\" dir=\"auto\">");
  EXPECT_EQ(heading("硝子工場前"), "<h1 class=\"as-is\" dir=\"auto\">");
  EXPECT_EQ(heading("Ñandú Eléctrico"), "<h1 class=\"\" dir=\"auto\">");
}

// Every text of every page is hostile at once.
TEST(Escaping, NothingBreaksOutOfAnyPage) {
  auto a = artist();
  a.artist.name = a.artist.slug = nasty;
  a.artist.genres = {nasty};
  a.artist.biography = a.artist.disambiguation = nasty;
  a.links = {{"spotify", "x", bad_url}, {nasty, nasty, "https://x.test/" + nasty, {}}};
  auto r = row();
  r.name = r.artist_name = r.artist_slug = r.opener = nasty;
  r.venue->name = r.venue->city = r.venue->country = r.venue->country_code = r.venue->slug = nasty;
  r.supports = {nasty};
  r.tour = r.start_time = r.ticket_status = nasty;
  r.ticket_url = bad_url;
  auto past = r;
  past.date = "2026-10-01";
  past.song_count = 3;
  a.upcoming = a.called_off = {r};
  a.past = {past};
  a.albums.push_back({artists::AlbumId{3}, nasty, nasty, artists::AlbumKind::album, nasty, 1, bad_url, bad_url, 1});
  auto f = figures(nasty, 3);
  f.openers = f.closers = f.encores = 1;
  a.statistics.most_played = a.statistics.openers = a.statistics.closers = a.statistics.encores = a.statistics.rarities =
      a.statistics.gaps = a.statistics.debuts = {f};
  a.import = import_of("failed", imports::PartStatus::failed);
  for (auto& part : a.import->parts) part.error_message = part.error_code = nasty;

  auto s = show_of(r);
  s.show.bill = {{.name = nasty, .artist = artists::ArtistId{1}, .slug = nasty}, {.name = nasty}};
  s.show.listings = {{nasty, nasty, shows::ListingKind::resale, bad_url, {}, {}, 1, {}},
                     {"setlistfm", "x", shows::ListingKind::setlist, "https://x.test/" + nasty, {}, {}, 1, {}}};
  auto festival = s;
  festival.show.festival = true;
  s.venue = hall();
  s.venue->name = s.venue->city = s.venue->slug = nasty;
  s.venue->address = s.venue->postal_code = s.venue->region = s.venue->country = nasty;
  s.venue->amenities = {nasty};
  s.setlist.song_count = 1;
  s.setlist.info = nasty;
  s.setlist.source_url = bad_url;
  s.acts = {{nasty, nasty, {}}, {nasty, nasty, {}}};
  s.list.place = {.show = nasty, .setlist = nasty, .stage = live::Stage::live};
  s.list.rows = {{.id = nasty, .happened = true, .title = nasty, .artist = nasty, .cover_of = nasty, .guest = nasty, .note = nasty}};
  s.list.playing = s.list.rows.back().id;
  s.list.people = {{nasty, true}};
  s.list.changes = {{1, nasty, nasty, nasty, true}, {2, nasty, nasty, nasty, false}};

  VenuePage v{*s.venue, {1, 1}, {r}, {past}, {{artists::ArtistId{1}, nasty, nasty, 3, nasty}}};
  HomePage h;
  h.upcoming = {r};
  h.recent.push_back({.id = artists::ArtistId{1}, .name = nasty, .slug = nasty, .images = {}, .genres = {nasty}, .follower_count = {}});
  h.suggestions = {nasty};

  for (const auto& html :
       {whole(draw(a, now)), whole(draw(s, now)), whole(draw(festival, now)), whole(draw(v, now)), whole(draw(h, now))}) {
    EXPECT_THAT(html, Not(HasSubstr("<script>")));
    EXPECT_THAT(html, Not(HasSubstr("<img")));
    EXPECT_THAT(html, Not(HasSubstr("javascript:")));
    EXPECT_THAT(html, Not(HasSubstr("\"'>")));
    EXPECT_EQ(count_of(html, "<script "), count_of(html, "</script>"));
    EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
  }
}

}  // namespace
}  // namespace pages
