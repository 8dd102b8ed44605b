// Structured logs: one line an event, a stable name and named values, as JSON or as text.
//   base::log_info("import.part_done", {{"artist_id", id}, {"part", "shows"}, {"count", 12}});
// Secrets are never passed in; field() values are strings already.
#pragma once
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace base {

struct LogField {
  std::string_view name;
  std::string value;
  LogField(std::string_view n, std::string v) : name(n), value(std::move(v)) {}
  LogField(std::string_view n, std::string_view v) : name(n), value(v) {}
  LogField(std::string_view n, const char* v) : name(n), value(v) {}
  template <std::integral N>
  LogField(std::string_view n, N v) : name(n), value(std::to_string(v)) {}
  template <class IdType>
    requires requires(IdType id) { id.str(); }
  LogField(std::string_view n, const IdType& id) : name(n), value(id.str()) {}
};
using LogFields = std::initializer_list<LogField>;

void log_info(std::string_view event, LogFields fields = {});
void log_warn(std::string_view event, LogFields fields = {});
void log_error(std::string_view event, LogFields fields = {});
void log_debug(std::string_view event, LogFields fields = {});

bool logs_info();  // so that fields which cost something are only made for a reader

enum class LogFormat { text, json };
// Once, at start; level: debug, info, warn, error, off. Logs go to standard error.
void configure_log(std::string_view level, LogFormat format);

// Every line written by this thread until the scope ends carries the request's id.
class LogScope {
 public:
  explicit LogScope(std::string request_id);
  ~LogScope();
  LogScope(const LogScope&) = delete;
  LogScope& operator=(const LogScope&) = delete;

 private:
  std::string previous_;
};

}  // namespace base
