#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <set>
#include <stdexcept>

#include "platform/config/values_impl.hpp"

namespace config {
namespace {

std::string_view section_of(std::string_view name) { return name.substr(0, name.find('.')); }

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

void check(const Declared& option) {
  const auto dot = option.name.find('.');
  const bool named = dot != std::string_view::npos && is_word(option.name.substr(0, dot)) && is_word(option.name.substr(dot + 1));
  if (!named) throw std::logic_error(fmt::format("option {} is not named section.name", option.name));
  if (option.help.empty()) throw std::logic_error(fmt::format("option {} has no sentence", option.name));
  if (!within_limits(option, option.fallback)) throw std::logic_error(fmt::format("the default of option {} is not allowed", option.name));
}

// Names in one spelling: what people mix up is "-", "_", "." and the case.
std::string spelling(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    if (c == '-' || c == '.' || c == ' ') c = '_';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, replaced});
    }
  }
  return row.back();
}

std::string toml_value(const Declared& option) {
  const std::string shown = show_value(option, option.fallback);
  return option.type == Type::number || option.type == Type::flag ? shown : fmt::format("\"{}\"", shown);
}

}  // namespace

Declared::Declared(const Option<bool>& o) : name(o.name), type(Type::flag), fallback(o.fallback), help(o.help) {}
Declared::Declared(const Option<int>& o)
    : name(o.name), type(Type::number), fallback(std::int64_t{o.fallback}), min(o.min), max(o.max), help(o.help) {}
Declared::Declared(const Option<base::Duration>& o)
    : name(o.name),
      type(Type::duration),
      fallback(std::int64_t{o.fallback.count()}),
      min(o.min.count()),
      max(o.max.count()),
      help(o.help) {}
Declared::Declared(const Option<Size>& o)
    : name(o.name), type(Type::size), fallback(o.fallback.bytes), min(o.min.bytes), max(o.max.bytes), help(o.help) {}
Declared::Declared(const Option<std::string>& o)
    : name(o.name), type(Type::text), fallback(std::string(o.fallback)), max(o.max_bytes), secret(o.secret), help(o.help) {}

Options::Options(std::string prefix, std::initializer_list<Declared> all) : prefix_(std::move(prefix)) {
  std::vector<std::string_view> sections;
  std::set<std::string> names;  // as in the environment, where a.b_c and a_b.c would be one
  for (const Declared& option : all) {
    check(option);
    if (!names.insert(environment_name(option.name)).second) throw std::logic_error(fmt::format("option {} exists twice", option.name));
    if (std::ranges::find(sections, section_of(option.name)) == sections.end()) sections.push_back(section_of(option.name));
  }
  for (const std::string_view section : sections) {
    std::ranges::copy_if(all, std::back_inserter(all_), [&](const Declared& o) { return section_of(o.name) == section; });
  }
}

const Declared* Options::find(std::string_view name) const {
  const auto found = std::ranges::find(all_, name, &Declared::name);
  return found == all_.end() ? nullptr : &*found;
}

std::string Options::environment_name(std::string_view option) const {
  std::string name = prefix_ + spelling(option);
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return name;
}

std::string_view Options::nearest(std::string_view unknown) const {
  if (unknown.size() > 100) return {};
  const std::string wanted = spelling(unknown);
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(2, wanted.size() / 4) + 1;
  for (const Declared& option : all_) {
    const std::string known = spelling(option.name);
    const std::string_view last = std::string_view(known).substr(section_of(option.name).size() + 1);
    const std::size_t apart = wanted == last ? 1 : distance(wanted, known);
    if (apart < best_distance) best = option.name, best_distance = apart;
  }
  return best;
}

std::string Options::manual() const {
  std::string out;
  std::string_view section;
  for (const Declared& option : all_) {
    if (!out.empty()) out += '\n';
    if (section_of(option.name) != section) {
      section = section_of(option.name);
      out += fmt::format("[{}]\n", section);
    }
    // Any text will do: its limits say nothing worth reading.
    const std::string takes = option.type == Type::text ? "Text" : "Takes " + what_it_takes(option);
    out += fmt::format("# {}\n# {}. Environment: {}.{}\n# {} = {}\n", option.help, takes, environment_name(option.name),
                       option.secret ? " Secret." : "", option.name.substr(section.size() + 1), toml_value(option));
  }
  return out;
}

}  // namespace config
