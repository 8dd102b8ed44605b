// What rows are called and filed under.
#include <array>

#include "sandbox/dice.hpp"
#include "sandbox/ticketmaster_json.hpp"

namespace sandbox {

namespace {

struct Genre {
  std::string_view spotify, id, name, sub_id, sub_name;
};
// Ids as Ticketmaster uses them; the first word of the artist's own genre that fits decides.
constexpr Genre genres[] = {
    {"metal", "KnvZfZ7vAvt", "Metal", "KZazBEonSMnZfZ7v6kd", "Heavy Metal"},
    {"folk", "KnvZfZ7vAva", "Folk", "KZazBEonSMnZfZ7vAn7", "Folk"},
    {"country", "KnvZfZ7vAv6", "Country", "KZazBEonSMnZfZ7vAFa", "Country"},
    {"hip hop", "KnvZfZ7vAv1", "Hip-Hop/Rap", "KZazBEonSMnZfZ7vkvl", "Hip-Hop/Rap"},
    {"jazz", "KnvZfZ7vAvE", "Jazz", "KZazBEonSMnZfZ7vkda", "Jazz"},
    {"techno", "KnvZfZ7vAvF", "Dance/Electronic", "KZazBEonSMnZfZ7vA1E", "Dance/Electronic"},
    {"electronic", "KnvZfZ7vAvF", "Dance/Electronic", "KZazBEonSMnZfZ7vA1E", "Dance/Electronic"},
    {"drum", "KnvZfZ7vAvF", "Dance/Electronic", "KZazBEonSMnZfZ7vAJ1", "Club Dance"},
    {"indie rock", "KnvZfZ7vAvv", "Alternative", "KZazBEonSMnZfZ7vAvJ", "Alternative"},
    {"pop", "KnvZfZ7vAev", "Pop", "KZazBEonSMnZfZ7v6F1", "Pop"},
    {"", "KnvZfZ7vAeA", "Rock", "KZazBEonSMnZfZ7v6F1", "Pop"},
};

json::object filed(std::string_view segment_id, std::string_view segment, std::string_view genre_id, std::string_view genre,
                   std::string_view sub_id, std::string_view sub, bool primary) {
  return {{"primary", primary},
          {"segment", {{"id", segment_id}, {"name", segment}}},
          {"genre", {{"id", genre_id}, {"name", genre}}},
          {"subGenre", {{"id", sub_id}, {"name", sub}}},
          {"family", false}};
}

}  // namespace

json::object classification(std::size_t attraction) {
  const auto own = attraction < cast().size() ? cast()[attraction].genres[0] : std::string_view("festival");
  for (const auto& genre : genres) {
    if (own.find(genre.spotify) == std::string_view::npos) continue;
    auto made = filed(music_segment, "Music", genre.id, genre.name, genre.sub_id, genre.sub_name, true);
    const bool group = attraction < cast().size();
    made["type"] = {{"id", group ? "KZAyXgnZfZ7v7l1" : "KZAyXgnZfZ7v7lt"}, {"name", group ? "Group" : "Event Style"}};
    made["subType"] = {{"id", group ? "KZFzBErXgnZfZ7vA71" : "KZFzBErXgnZfZ7vA6J"}, {"name", group ? "Band" : "Concert"}};
    return made;
  }
  return {};
}

json::array classifications(const Listing& listing) {
  if (listing.row == Row::parking || listing.row == Row::upsell)
    return {filed("KZFzniwnSyZfZ7v7n1", "Miscellaneous", "KnvZfZ7v7ll", "Undefined", "KZazBEonSMnZfZ7vAv1", "Undefined", true)};
  if (listing.row == Row::resale) return {filed(music_segment, "Music", "KnvZfZ7vAvl", "Other", "KZazBEonSMnZfZ7vk1I", "Other", true)};
  json::array list{classification(listing.bill.front())};
  if (listing.night.ordinal % 6 == 1)
    list.insert(list.begin(),
                filed("KZFzniwnSyZfZ7v7na", "Arts & Theatre", "KnvZfZ7v7nt", "Espectaculo", "KZazBEonSMnZfZ7v7lv", "Espectaculo", false));
  return list;
}

std::string event_name(Catalogue& catalogue, const Listing& listing) {
  if (listing.festival) {
    const auto name = std::string(festivals()[*listing.festival].name) + " " + std::to_string(listing.night.year);
    return listing.row == Row::parking ? name + " - Camper Van Pass" : name;
  }
  const std::string headliner(cast()[listing.night.performer].name);
  switch (listing.row) {
    case Row::parking: return "Parking - " + headliner;
    case Row::upsell: return headliner + " - VIP Package (no ticket included)";
    case Row::test: return "TEST " + headliner + " do not buy";
    case Row::ticketweb:
      return headliner + (listing.bill.size() > 1 ? " with " + std::string(attraction_name(listing.bill.back())) : "") + " (LOW TIX)";
    case Row::resale: return headliner;
    default: break;
  }
  if (listing.night.trap == Trap::presented) return "Velvet Arcade Presents: " + headliner;
  if (listing.night.partner != nobody) return headliner + " + " + std::string(cast()[listing.night.partner].name) + ": Double Feature Tour";
  const std::string late = listing.night.slot == Slot::late ? " (Late Show)" : listing.night.slot == Slot::early ? " (Early Show)" : "";
  if (const auto tour = catalogue.tour(listing.night); !tour.empty() && listing.night.ordinal % 2 == 0)
    return headliner + ": " + tour + late;
  if (listing.bill.size() > 2 && !listing.bill_in_text) {
    std::string all;
    for (const auto act : listing.bill) all += (all.empty() ? "" : ", ") + std::string(attraction_name(act));
    return all;
  }
  return headliner + late;
}

}  // namespace sandbox
