#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <tuple>

#include "platform/config/file_impl.hpp"

namespace config {
namespace {

constexpr std::size_t size_limit = 256u << 10;
// The parser bounds nested values but not dotted keys, whose depth its destructors pay for with stack.
constexpr std::ptrdiff_t dots_in_a_line = 64;

std::optional<unsigned> line_with_too_many_dots(std::string_view text) {
  unsigned line = 1;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (std::ranges::count(text.substr(0, end), '.') > dots_in_a_line) return line;
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line;
  }
  return std::nullopt;
}

FileEntry entry_of(std::string name, const toml::node& node) {
  FileEntry entry{std::move(name), node.source().begin.line, FileEntry::Kind::other, {}};
  if (const auto* text = node.as_string()) {
    entry.kind = FileEntry::Kind::text;
    entry.text = text->get();
  } else if (const auto* number = node.as_integer()) {
    entry.kind = FileEntry::Kind::integer;
    entry.text = std::to_string(number->get());
  } else if (const auto* flag = node.as_boolean()) {
    entry.kind = FileEntry::Kind::boolean;
    entry.text = flag->get() ? "true" : "false";
  }
  return entry;
}

// Options have two parts, so a table inside a section is one unknown entry and need not be walked.
std::vector<FileEntry> flatten(const toml::table& root) {
  std::vector<FileEntry> entries;
  for (const auto& [section, node] : root) {
    const toml::table* table = node.as_table();
    if (!table) {
      entries.push_back(entry_of(std::string(section.str()), node));
      continue;
    }
    for (const auto& [key, value] : *table) entries.push_back(entry_of(fmt::format("{}.{}", section.str(), key.str()), value));
  }
  std::ranges::sort(entries, {}, [](const FileEntry& e) { return std::tie(e.line, e.name); });
  return entries;
}

}  // namespace

base::Result<std::vector<FileEntry>> read_file(const std::filesystem::path& path) {
  const std::string shown = path.filename().string();
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return base::invalid("config.unreadable", fmt::format("{}: there is no such file", path.string()));
  }
  std::ifstream in(path, std::ios::binary);
  std::string text(size_limit + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in && !in.eof()) return base::invalid("config.unreadable", fmt::format("{}: cannot be read", path.string()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > size_limit) return base::invalid("config.too_large", fmt::format("{}: over {} KB", shown, size_limit >> 10));
  if (const auto line = line_with_too_many_dots(text)) {
    return base::invalid("config.malformed", fmt::format("{}, line {}: more than {} dots", shown, *line, dots_in_a_line));
  }
  try {
    return flatten(toml::parse(text));
  } catch (const toml::parse_error& e) {
    return base::invalid("config.malformed", fmt::format("{}, line {}: not TOML: {}", shown, e.source().begin.line, e.description()));
  }
}

}  // namespace config
