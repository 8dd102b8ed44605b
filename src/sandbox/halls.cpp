#include "sandbox/halls.hpp"

#include <algorithm>
#include <array>

#include "sandbox/dice.hpp"

namespace sandbox {

namespace {

constexpr std::string_view stems[] = {
    "Halden",     "Copperline", "Marlowe",    "Tannery",  "Orpheon",  "Quillgate", "Saltworks", "Palisade", "Corvane",
    "Bellwether", "Silverside", "Tollkeeper", "Wexcombe", "Larkmoor", "Ninefold",  "Gaslight",  "Ropewalk", "Calyx",
    "Ferrous",    "Kestrel",    "Verdigris",  "Hollis",   "Ambrose",  "Tidewater", "Candlemas", "Octavo",   "Briar",
    "Stanhope",   "Meridiem",   "Juno",       "Pilgrim",  "Parallax", "Almanac",   "Fathom",    "Weaver",   "Lucerne"};

struct Style {
  std::string_view countries;
  std::array<std::string_view, 3> forms;  // club, theatre, arena; '*' is the stem
};
constexpr Style styles[] = {
    {"GB IE AU NZ SG", {"The * Rooms", "* Theatre", "* Arena"}},
    {"US CA", {"The *", "* Theater", "* Center"}},
    {"FR BE", {"L'Atelier *", "Salle *", "Halle *"}},
    {"DE CH AT", {"Kulturwerk *", "*-Saal", "*-Halle"}},
    {"NL", {"Podium *", "Schouwburg *", "*-hal"}},
    {"ES MX CO UY AR CL", {"Sala *", "Teatro *", "Palacio *"}},
    {"IT", {"Circolo *", "Teatro *", "Palazzo *"}},
    {"PT BR", {"Casa *", "Teatro *", "Pavilhão *"}},
    {"SE NO DK FI EE", {"Klubb *", "*huset", "* Arena"}},
    {"CZ PL HU", {"Klub *", "Sala *", "Hala *"}},
    {"JP KR TW", {"Live House *", "* Hall", "* Dome"}},
    {"", {"Club *", "* Hall", "* Arena"}},
};
constexpr std::string_view streets[] = {"Mill Lane",  "Station Road", "Harbour Street", "Foundry Street",
                                        "Old Market", "Canal Street", "Chapel Row",     "Park Avenue"};

constexpr Festival festival_table[] = {
    {"Saltmeadow Festival", "Saltmeadow Fields", "Bristol", 6, 25, 4, 14},
    {"Nordkant", "Nordkant Havnepark", "Copenhagen", 7, 2, 3, 12},
    {"Mistral Bleu", "Plaine du Mistral", "Lille", 7, 16, 3, 12},
    {"Cedar Basin Music & Arts", "Cedar Basin Park", "Chicago", 8, 1, 3, 14},
    {"Kazahana Rock", "Kazahana Highland", "Sapporo", 8, 14, 2, 10},
    {"Festival Tierra Honda", "Predio Tierra Honda", "Buenos Aires", 3, 20, 3, 12},
    {"Long Paddock", "Long Paddock Showgrounds", "Melbourne", 1, 24, 2, 12},
};

std::string formed(std::string_view form, std::string_view stem) {
  const auto star = form.find('*');
  return std::string(form.substr(0, star)) + std::string(stem) + std::string(form.substr(star + 1));
}

const Style& style_of(std::string_view country) {
  return *std::ranges::find_if(styles,
                               [&](const Style& s) { return s.countries.empty() || s.countries.find(country) != std::string_view::npos; });
}

void replace(std::string& text, std::string_view from, std::string_view to) {
  if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
}

// How setlist.fm's spelling differs; most halls are spelled alike.
void vary(Hall& hall, Dice& dice) {
  hall.setlist_name = hall.name;
  switch (dice.below(12)) {
    case 0: replace(hall.setlist_name, "The ", ""); break;
    case 1: hall.setlist_name += ", " + std::string(hall.place().english); break;
    case 2:
      replace(hall.setlist_name, "Theatre", "Theater"), replace(hall.setlist_name, "Center", "Centre"),
          replace(hall.setlist_name, "-", " ");
      break;
    case 3: hall.name = "Norden Bank " + hall.name; break;
    case 4: hall.name += ' '; break;
    case 5:
    case 6:
      hall.former_name = formed(style_of(hall.place().country).forms[static_cast<std::size_t>(hall.kind)],
                                stems[static_cast<std::size_t>(dice.below(std::size(stems)))]);
      hall.renamed = day_of(dice.between(2012, 2025), static_cast<unsigned>(dice.between(1, 12)), 1);
      break;
    case 7:
      std::ranges::transform(hall.name, hall.name.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
      break;
    default: break;
  }
}

Hall make_hall(std::size_t city, HallKind kind, std::string name, Dice& dice) {
  Hall hall;
  hall.name = std::move(name);
  hall.city = static_cast<std::uint16_t>(city);
  hall.kind = kind;
  hall.latitude = hall.place().latitude + dice.between(-250, 250) / 10000.0;
  hall.longitude = hall.place().longitude + dice.between(-250, 250) / 10000.0;
  hall.street = std::to_string(dice.between(1, 290)) + " " + std::string(dice.pick(streets));
  vary(hall, dice);
  return hall;
}

}  // namespace

std::span<const Festival> festivals() { return festival_table; }

std::vector<Hall> make_halls(std::uint64_t seed) {
  std::vector<Hall> halls;
  halls.reserve(cities().size() * 3 + std::size(festival_table));
  for (std::size_t city = 0; city < cities().size(); ++city) {
    Dice dice(hashed(seed, hashed("halls"), city));
    const auto first = static_cast<std::size_t>(dice.below(std::size(stems)));
    for (const auto kind : {HallKind::club, HallKind::theatre, HallKind::arena}) {
      // Different stems within a city, so that only a rename makes two names for one building.
      const auto stem = stems[(first + static_cast<std::size_t>(kind) * 11) % std::size(stems)];
      halls.push_back(make_hall(city, kind, formed(style_of(cities()[city].country).forms[static_cast<std::size_t>(kind)], stem), dice));
    }
  }
  for (const auto& festival : festival_table) {
    const auto city = static_cast<std::size_t>(std::ranges::find(cities(), festival.city, &City::english) - cities().begin());
    Dice dice(hashed(seed, hashed(festival.name)));
    halls.push_back(make_hall(city, HallKind::grounds, std::string(festival.grounds), dice));
  }
  // One house that setlist.fm knows without its city (setlist_version_venue_without_city in the recordings).
  Hall& lost = halls[hall_index(3, HallKind::club)];
  lost.setlist_name = lost.setlist_name + ", " + std::string(lost.place().english) + ", England";
  lost.former_name.clear();
  lost.without_city = true;
  return halls;
}

}  // namespace sandbox
