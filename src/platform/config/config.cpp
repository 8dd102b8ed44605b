#include "platform/config/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "platform/config/file_impl.hpp"
#include "platform/config/values_impl.hpp"

namespace config {
namespace {

constexpr std::size_t most_mistakes_told = 20;

std::string unknown(std::string_view name, std::string_view suggestion) {
  if (suggestion.empty()) return fmt::format("there is no option {}", quoted(name));
  return fmt::format("there is no option {}; did you mean \"{}\"?", quoted(name), suggestion);
}

// What the file must hold for an option of this type; numbers in quotes are a mistake, not a favour.
bool fits(Type type, FileEntry::Kind kind) {
  if (type == Type::flag) return kind == FileEntry::Kind::boolean;
  if (type == Type::number) return kind == FileEntry::Kind::integer;
  return kind == FileEntry::Kind::text;
}

std::string wrong_kind(const Declared& option) {
  const bool in_quotes = fits(option.type, FileEntry::Kind::text);
  return fmt::format("{} takes {}, {} quotes", option.name, what_it_takes(option), in_quotes ? "in" : "without");
}

base::Error all_of(const std::vector<std::string>& mistakes) {
  std::string message = mistakes.size() == 1 ? "There is a mistake in the configuration:"
                                             : fmt::format("There are {} mistakes in the configuration:", mistakes.size());
  for (std::size_t n = 0; n < std::min(mistakes.size(), most_mistakes_told); ++n) message += "\n  " + mistakes[n];
  if (mistakes.size() > most_mistakes_told) message += fmt::format("\n  and {} more", mistakes.size() - most_mistakes_told);
  return base::invalid("config.invalid", std::move(message));
}

}  // namespace

Sources::Pairs environment_of(const char* const* entries) {
  Sources::Pairs pairs;
  for (; entries && *entries; ++entries) {
    const std::string_view entry = *entries;
    const auto equals = entry.find('=');
    if (equals != std::string_view::npos) pairs.emplace_back(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return pairs;
}

base::Result<std::pair<std::string, std::string>> parse_setting(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return base::invalid("config.malformed_setting", "A setting is written section.name=value, for example http.port=8080.");
  }
  return std::pair{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

const Config::Entry& Config::at(std::string_view name) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) throw std::logic_error(fmt::format("option {} is used but not declared", name));
  return found->second;
}

std::string Config::describe() const {
  std::string out;
  for (const Declared& option : options_->all()) {
    const Entry& entry = at(option.name);
    const std::string value = show_value(option, entry.value);
    const std::string shown = !option.secret ? (value.empty() ? "\"\"" : value) : value.empty() ? "(not set)" : "(set)";
    out += fmt::format("{} = {}  ({})\n", option.name, shown, entry.origin.empty() ? "default" : "from " + entry.origin);
  }
  return out;
}

// Takes the sources in, lowest rank first, and collects what is wrong with them.
class Config::Loader {
 public:
  explicit Loader(const Options& options) : options_(options) {
    config_.options_ = &options;
    for (const Declared& option : options.all()) config_.entries_[option.name] = {option.fallback, ""};
  }

  void file(const std::filesystem::path& path) {
    const auto entries = read_file(path);
    if (!entries) return mistakes_.push_back(entries.error().message);
    for (const FileEntry& entry : *entries) {
      const std::string origin = fmt::format("{}, line {}", path.filename().string(), entry.line);
      const Declared* option = options_.find(entry.name);
      if (!option) refuse(origin, unknown(entry.name, options_.nearest(entry.name)));
      else if (!fits(option->type, entry.kind)) refuse(origin, wrong_kind(*option));
      else take(*option, entry.text, origin);
    }
  }

  void environment(const Sources::Pairs& pairs) {
    std::map<std::string, const Declared*, std::less<>> known;
    for (const Declared& option : options_.all()) known.emplace(options_.environment_name(option.name), &option);
    for (const auto& [name, text] : pairs) {
      if (!name.starts_with(options_.prefix()) || name.starts_with(options_.prefix() + "TEST_")) continue;
      const auto found = known.find(name);
      const std::string_view near = options_.nearest(std::string_view(name).substr(options_.prefix().size()));
      if (found != known.end()) take(*found->second, text, name);
      else refuse("the environment", unknown(name, near.empty() ? "" : options_.environment_name(near)));
    }
  }

  void flags(const Sources::Pairs& pairs) {
    for (const auto& [name, text] : pairs) {
      if (const Declared* option = options_.find(name)) take(*option, text, "the command line");
      else refuse("the command line", unknown(name, options_.nearest(name)));
    }
  }

  base::Result<Config> finish() {
    if (!mistakes_.empty()) return all_of(mistakes_);
    return std::move(config_);
  }

 private:
  void take(const Declared& option, std::string_view text, const std::string& origin) {
    auto value = parse_value(option, text);
    if (value) config_.entries_[option.name] = {std::move(*value), origin};
    else refuse(origin, value.error().message);
  }
  void refuse(std::string_view origin, std::string_view why) { mistakes_.push_back(fmt::format("{}: {}", origin, why)); }

  const Options& options_;
  Config config_;
  std::vector<std::string> mistakes_;
};

base::Result<Config> load(const Options& options, const Sources& sources) {
  Config::Loader loader(options);
  if (sources.file) loader.file(*sources.file);
  loader.environment(sources.environment);
  loader.flags(sources.flags);
  return loader.finish();
}

}  // namespace config
