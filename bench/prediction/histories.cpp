#include "histories.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>

namespace bench {

namespace {

namespace json = boost::json;

std::string unpacked(const std::filesystem::path& file) {
  const std::string command = "gzip -dc '" + file.string() + "'";
  const auto close = [](FILE* f) { pclose(f); };
  const std::unique_ptr<FILE, decltype(close)> pipe(popen(command.c_str(), "r"), close);
  std::string text;
  char piece[1 << 16];
  for (std::size_t n = 0; pipe && (n = fread(piece, 1, sizeof piece, pipe.get())) > 0;) text.append(piece, n);
  if (text.empty()) throw std::runtime_error("cannot read " + file.string());
  return text;
}

int day_of(std::string_view date) {
  using namespace std::chrono;
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(std::string(date.substr(at, size))); };
  const year_month_day ymd{year(number(0, 4)), month(static_cast<unsigned>(std::max(1, number(5, 2)))),
                           day(static_cast<unsigned>(std::max(1, number(8, 2))))};
  return static_cast<int>(sys_days(ymd).time_since_epoch().count());
}

struct Titled {
  std::string date;
  std::int64_t seq = 0;
  bool broadway = false;
  std::string place;
  std::vector<std::string> titles;
};

std::string text(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value && value->is_string() ? std::string(value->as_string()) : "";
}

History read(std::string name, const std::filesystem::path& folder, const std::function<void(const json::object&, Titled&)>& take) {
  std::vector<Titled> titled;
  const std::string all = unpacked(folder / "shows_train.jsonl.gz");
  for (std::size_t at = 0, end; at < all.size(); at = end + 1) {
    end = std::min(all.find('\n', at), all.size());
    if (end == at) continue;
    const json::value line = json::parse(std::string_view(all).substr(at, end - at));
    const json::object& show = line.as_object();
    Titled next{.date = text(show, "date"), .seq = 0, .broadway = false, .place = {}, .titles = {}};
    if (const auto* seq = show.if_contains("seq"); seq && seq->is_int64()) next.seq = seq->as_int64();
    take(show, next);
    if (!next.titles.empty()) titled.push_back(std::move(next));
  }
  std::ranges::stable_sort(titled, {}, [](const Titled& show) { return std::pair(show.date, show.seq); });
  History history{.name = std::move(name), .shows = {}, .broadway = {}, .songs = 0};
  std::map<std::string, int> numbers, places;
  for (const Titled& show : titled) {
    setlists::PastShow past{.day = day_of(show.date), .songs = {}, .place = setlists::unknown_place};
    if (!show.place.empty()) past.place = places.try_emplace(show.place, static_cast<int>(places.size())).first->second;
    for (const std::string& title : show.titles) {
      const int song = numbers.try_emplace(title, static_cast<int>(numbers.size())).first->second;
      if (!std::ranges::count(past.songs, song)) past.songs.push_back(song);
    }
    history.shows.push_back(std::move(past));
    history.broadway.push_back(show.broadway);
  }
  history.songs = numbers.size();
  return history;
}

}  // namespace

History springsteen(const std::filesystem::path& data) {
  return read("springsteen", data / "setlists_springsteen", [](const json::object& show, Titled& out) {
    out.place = text(show, "location");
    if (const auto* songs = show.if_contains("songs"); songs && songs->is_array())
      for (const auto& song : songs->as_array()) out.titles.emplace_back(song.as_string());
    if (const auto* tours = show.if_contains("tours"); tours && tours->is_array())
      for (const auto& tour : tours->as_array())
        out.broadway |= tour.is_string() && tour.as_string().find("Broadway") != json::string::npos;
  });
}

History gratefuldead(const std::filesystem::path& data) {
  return read("gratefuldead", data / "setlists_gratefuldead", [](const json::object& show, Titled& out) {
    out.place = text(show, "venue") + ", " + text(show, "city");
    for (const auto& set : show.at("sets").as_array())
      for (const auto& song : set.as_array()) out.titles.push_back(text(song.as_object(), "song"));
  });
}

// A work is one composition, whichever of its movements was played: the part of its id before the asterisk.
History nyphil(const std::filesystem::path& data) {
  return read("nyphil", data / "setlists_nyphil", [](const json::object& program, Titled& out) {
    for (const auto& work : program.at("works").as_array()) {
      const std::string id = text(work.as_object(), "id");
      if (!work.as_object().contains("interval") && !id.empty()) out.titles.push_back(id.substr(0, id.find('*')));
    }
  });
}

}  // namespace bench
