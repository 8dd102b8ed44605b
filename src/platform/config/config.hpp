// Config: the values of all options, read from flags, the environment, a TOML file and the defaults, in this order of rank.
// The options are a list made once, by whoever knows the whole program:
//   const config::Options& options() { static const config::Options all{http_port, database_engine, …}; return all; }
//   auto loaded = config::load(options(), sources);   // an error names every mistake, one a line
//   int port = loaded->get(http_port);
#pragma once
#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "platform/base/result.hpp"
#include "platform/config/option.hpp"

namespace config {

// What an option holds once its type is forgotten: words as their place in the table, durations in ms, sizes in bytes.
using Value = std::variant<bool, std::int64_t, std::string>;
enum class Type { flag, number, duration, size, text, word };

struct Declared {
  std::string_view name;
  Type type = Type::text;
  Value fallback;
  std::int64_t min = 0;
  std::int64_t max = 0;  // of text: bytes
  bool secret = false;
  std::vector<std::string_view> words;
  std::string_view help;

  // Implicit on purpose: Options{http_port, …} takes options of every type.
  Declared(const Option<bool>& o);
  Declared(const Option<int>& o);
  Declared(const Option<base::Duration>& o);
  Declared(const Option<Size>& o);
  Declared(const Option<std::string>& o);
  template <class E>
  Declared(const Option<E>& o) : name(o.name), type(Type::word), help(o.help) {
    for (const auto& [word, value] : o.words) {
      if (value == o.fallback) fallback = static_cast<std::int64_t>(words.size());
      words.push_back(word);
    }
  }
};

class Options {
 public:
  // A bad declaration (name twice, default out of limits, no sentence) is a bug: std::logic_error.
  // `prefix` begins the environment's names: with "THESET_", http.port is THESET_HTTP_PORT.
  Options(std::string prefix, std::initializer_list<Declared> all);

  const Declared* find(std::string_view name) const;
  const std::vector<Declared>& all() const { return all_; }  // by section, in the order declared
  const std::string& prefix() const { return prefix_; }
  std::string environment_name(std::string_view option) const;
  // The known name that somebody probably meant; empty when nothing is near.
  std::string_view nearest(std::string_view unknown) const;
  // All options with their sentences, types, limits and defaults, as a TOML file in which every value is commented out.
  std::string manual() const;

 private:
  std::string prefix_;
  std::vector<Declared> all_;
};

struct Sources {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  std::optional<std::filesystem::path> file = std::nullopt;  // must be readable when named; at most 256 KB
  Pairs environment = {};                                    // only names that begin with the prefix count; PREFIX_TEST_… is left to tests
  Pairs flags = {};                                          // {"http.port", "8080"}; the last of two wins
};

// Environment of this process, or of any null-ended list of "NAME=value".
Sources::Pairs environment_of(const char* const* entries);
// "section.name=value", as after --set. Errors: config.malformed_setting.
base::Result<std::pair<std::string, std::string>> parse_setting(std::string_view text);

class Config {
 public:
  bool get(const Option<bool>& o) const { return std::get<bool>(at(o.name).value); }
  int get(const Option<int>& o) const { return static_cast<int>(std::get<std::int64_t>(at(o.name).value)); }
  base::Duration get(const Option<base::Duration>& o) const { return base::Duration{std::get<std::int64_t>(at(o.name).value)}; }
  Size get(const Option<Size>& o) const { return {std::get<std::int64_t>(at(o.name).value)}; }
  const std::string& get(const Option<std::string>& o) const { return std::get<std::string>(at(o.name).value); }
  template <class E>
  E get(const Option<E>& o) const {
    return o.words[static_cast<std::size_t>(std::get<std::int64_t>(at(o.name).value))].value;
  }

  // Whether somebody set it, rather than the default.
  template <class T>
  bool is_set(const Option<T>& o) const {
    return !at(o.name).origin.empty();
  }

  // One line an option: "http.port = 8080  (from theset.toml, line 3)"; secrets as "(set)" or "(not set)".
  std::string describe() const;

 private:
  friend base::Result<Config> load(const Options&, const Sources&);
  class Loader;
  struct Entry {
    Value value;
    std::string origin;  // empty: the default
  };
  const Entry& at(std::string_view name) const;  // std::logic_error for an option that is not in the list

  const Options* options_ = nullptr;
  std::map<std::string_view, Entry> entries_;
};

// `options` must outlive the result. Error: config.invalid, with every mistake on a line of its own.
base::Result<Config> load(const Options& options, const Sources& sources);

}  // namespace config
