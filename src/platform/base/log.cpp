#include "platform/base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/json.hpp>

namespace base {

namespace {

thread_local std::string request_id;
bool as_json = false;

std::shared_ptr<spdlog::logger> logger() {
  static const auto instance = [] {
    auto made = std::make_shared<spdlog::logger>("theset", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v", spdlog::pattern_time_type::utc);
    made->set_level(spdlog::level::warn);
    return made;
  }();
  return instance;
}

std::string line(std::string_view event, LogFields fields) {
  if (as_json) {
    boost::json::object o{{"event", event}};
    if (!request_id.empty()) o["request_id"] = request_id;
    for (const auto& f : fields) o[f.name] = f.value;
    return boost::json::serialize(o);
  }
  std::string out(event);
  if (!request_id.empty()) out.append(" request_id=").append(request_id);
  for (const auto& f : fields) {
    out.append(" ").append(f.name).append("=");
    // Quoted and escaped when needed, so that no outside text can forge a line.
    const bool plain = !f.value.empty() && f.value.find_first_of(" \"\\=\n\r\t") == std::string::npos;
    out += plain ? f.value : boost::json::serialize(boost::json::string(f.value));
  }
  return out;
}

void write(spdlog::level::level_enum level, std::string_view event, LogFields fields) {
  const auto log = logger();
  if (log->should_log(level)) log->log(level, "{}", line(event, fields));
}

}  // namespace

void log_info(std::string_view event, LogFields fields) { write(spdlog::level::info, event, fields); }
void log_warn(std::string_view event, LogFields fields) { write(spdlog::level::warn, event, fields); }
void log_error(std::string_view event, LogFields fields) { write(spdlog::level::err, event, fields); }
void log_debug(std::string_view event, LogFields fields) { write(spdlog::level::debug, event, fields); }

bool logs_info() { return logger()->should_log(spdlog::level::info); }

void configure_log(std::string_view level, LogFormat format) {
  as_json = format == LogFormat::json;
  if (as_json) logger()->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","log":%v})", spdlog::pattern_time_type::utc);
  logger()->set_level(spdlog::level::from_str(level == "warn" ? "warning" : std::string(level)));
}

LogScope::LogScope(std::string id) : previous_(std::exchange(request_id, std::move(id))) {}
LogScope::~LogScope() { request_id = std::move(previous_); }

}  // namespace base
