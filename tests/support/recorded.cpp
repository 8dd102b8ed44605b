#include "support/recorded.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <stdexcept>

#include "support/files.hpp"

namespace support {

namespace {

namespace json = boost::json;

const std::filesystem::path folder = shared_dir() / "providers";

const std::vector<json::value>& other_values() {
  static const std::vector<json::value> values{
      nullptr,       true, -7, 1.5e300, std::uint64_t{18446744073709551615u}, "", "\u202ex", json::array{}, json::array{nullptr, 1, "x"},
      json::object{}};
  return values;
}

class Mutator {
 public:
  Mutator(std::string_view text, const std::function<void(const std::string&, const std::string&)>& call)
      : root_(json::parse(text)), call_(call) {}

  int run() {
    walk(root_, "$");
    return count_;
  }

 private:
  void walk(json::value& node, const std::string& path) {
    if (auto* object = node.if_object()) {
      std::vector<std::string> keys;
      for (const auto& member : *object) keys.emplace_back(member.key());
      for (const auto& key : keys) {
        const std::string at = path + "." + key;
        replace((*object)[key], at);
        json::value kept = (*object)[key];
        object->erase(key);
        report(at + " left out");
        (*object)[key] = kept;
        walk((*object)[key], at);
      }
    } else if (auto* list = node.if_array()) {
      // One item of each list stands for its like.
      if (list->empty()) return;
      replace(list->front(), path + "[0]");
      walk(list->front(), path + "[0]");
    }
  }
  void replace(json::value& at, const std::string& path) {
    const json::value kept = at;
    for (const auto& other : other_values()) {
      if (other.kind() == kept.kind() && !other.is_array() && !other.is_object() && !other.is_string()) continue;
      at = other;
      report(path + " = " + json::serialize(other));
    }
    at = kept;
  }
  void report(const std::string& what) {
    ++count_;
    call_(json::serialize(root_), what);
  }

  json::value root_;
  const std::function<void(const std::string&, const std::string&)>& call_;
  int count_ = 0;
};

}  // namespace

std::string recorded(std::string_view name) {
  const auto plain = folder / (std::string(name) + ".json");
  if (std::filesystem::exists(plain) && !name.ends_with(".http")) return read_file(plain);
  const auto wrapped = std::filesystem::exists(plain) ? plain : folder / (std::string(name) + ".http.json");
  const json::value body = json::parse(read_file(wrapped)).at("body");
  return body.is_string() ? std::string(body.get_string()) : json::serialize(body);
}

std::vector<std::string> recordings(std::string_view service) {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(folder / service)) {
    if (file.path().extension() == ".json") names.push_back(std::string(service) + "/" + file.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

void RecordedTest::SetUp() {
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "the recorded answers are not here";
}

int each_mutation(std::string_view text, const std::function<void(const std::string&, const std::string&)>& call) {
  return Mutator(text, call).run();
}

void each_truncation(std::string_view text, int cuts, const std::function<void(std::string_view)>& call) {
  const std::size_t step = std::max<std::size_t>(1, text.size() / static_cast<std::size_t>(cuts));
  for (std::size_t at = 0; at + 1 < text.size(); at += step) call(text.substr(0, at));
}

std::vector<std::string> nonsense() {
  std::vector<std::string> texts{"",
                                 " ",
                                 "null",
                                 "true",
                                 "17",
                                 "\"text\"",
                                 "[]",
                                 "{}",
                                 "[null]",
                                 "{\"items\":",
                                 "nul",
                                 "{]",
                                 "<html><body>503</body></html>",
                                 "\xff\xfe{}",
                                 "{\"a\":\"\xc3\"}",
                                 std::string("\0\0", 2),
                                 "{\"items\":\"no\"}",
                                 "{\"error\":7}",
                                 "{\"error\":[]}"};
  texts.push_back(std::string(100'000, '['));
  texts.push_back(std::string(100, '[') + std::string(100, ']'));
  std::string nested = "1";
  for (int i = 0; i < 40; ++i) nested = "{\"items\":[" + nested + "]}";
  texts.push_back(nested);
  texts.push_back("{\"items\":\"" + std::string(5u << 20, 'a') + "\"}");
  return texts;
}

}  // namespace support
