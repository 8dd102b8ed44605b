#include "measured_data.hpp"

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <stdexcept>

namespace bench {

namespace {

std::vector<std::string> split(std::string_view line, char sign) {
  std::vector<std::string> parts;
  for (;;) {
    const auto end = line.find(sign);
    parts.emplace_back(line.substr(0, end));
    if (end == std::string_view::npos) return parts;
    line.remove_prefix(end + 1);
  }
}

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

// The same half for the same text on every machine (FNV-1a).
bool held_back(std::string_view text) {
  std::uint64_t hash = 1469598103934665603ull;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return (hash >> 32) % 2 == 1;
}

}  // namespace

MeasuredData::MeasuredData(std::filesystem::path folder) : folder_(std::move(folder)) {
  for (const auto& row : rows("artists/artists.tsv.gz")) {
    artists::Name name;
    name.id = artists::ArtistId{static_cast<std::int64_t>(names_.size()) + 1};
    name.name = row.at("name");
    name.popularity = static_cast<std::int64_t>(std::strtod(row.at("popularity").c_str(), nullptr) + 0.5);
    numbers_[row.at("id")] = name.id.value;
    names_.push_back(std::move(name));
  }
}

std::vector<artists::Name> MeasuredData::names_with_aliases() const {
  auto names = names_;
  for (const auto& row : rows("aliases/aliases_dev.tsv.gz"))
    if (const auto known = numbers_.find(row.at("artist_id")); known != numbers_.end())
      names[static_cast<std::size_t>(known->second - 1)].aliases.push_back(row.at("alias"));
  return names;
}

std::vector<Query> MeasuredData::typos() const { return queries("typos/typos_dev.tsv.gz", "query", "expected_id", "accept_ids"); }
std::vector<Query> MeasuredData::aliases() const {
  return queries("aliases/alias_queries_dev.tsv.gz", "query", "expected_id", "expected_id");
}
std::vector<Query> MeasuredData::variants() const {
  return queries("variants_audioscrobbler/variants_dev.tsv.gz", "variant", "artist_id", "artist_id");
}
std::vector<Query> MeasuredData::absent() const { return queries("typos/absent_dev.tsv.gz", "query", "", ""); }

std::vector<MeasuredData::Row> MeasuredData::rows(const std::string& file) const {
  std::vector<Row> out;
  std::vector<std::string> columns;
  for (const auto& line : split(unpacked(folder_ / file), '\n')) {
    auto fields = split(line, '\t');
    if (columns.empty()) columns = std::move(fields);
    else if (!line.empty()) {
      Row row;
      for (std::size_t i = 0; i < columns.size(); ++i) row[columns[i]] = i < fields.size() ? fields[i] : "";
      out.push_back(std::move(row));
    }
  }
  return out;
}

std::vector<Query> MeasuredData::queries(const std::string& file, const std::string& text, const std::string& artist,
                                         const std::string& accepted) const {
  std::vector<Query> out;
  for (const auto& row : rows(file)) {
    if (!artist.empty() && row.at(artist).empty()) continue;  // its artist is not in the data
    Query q{.text = row.at(text), .accepted = {}, .kind = row.contains("kind") ? row.at("kind") : ""};
    q.held = held_back(artist.empty() ? q.text : row.at(artist));
    if (!accepted.empty())
      for (const auto& id : split(row.at(accepted), '|'))
        if (const auto known = numbers_.find(id); known != numbers_.end()) q.accepted.insert(known->second);
    out.push_back(std::move(q));
  }
  return out;
}

}  // namespace bench
