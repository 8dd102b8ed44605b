#include "platform/pictures/pictures.hpp"

#include <system_error>

#include "platform/base/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/pictures/process.hpp"
#include "platform/pictures/wire.hpp"

namespace pictures {

namespace {

std::variant<Squares, Trouble> told_by(const Ended& ended) {
  if (!ended.in_time) return Trouble::too_slow;
  // A crash, a limit that was reached: the picture's doing as far as anybody can tell.
  if (!ended.code) return Trouble::unreadable;
  switch (static_cast<Verdict>(*ended.code)) {
    case Verdict::done: break;
    case Verdict::unknown_format: return Trouble::unknown_format;
    case Verdict::unreadable: return Trouble::unreadable;
    case Verdict::too_many_pixels: return Trouble::too_many_pixels;
    case Verdict::too_small: return Trouble::too_small;
    default: base::log_error("pictures.failed", {{"exit_code", *ended.code}}); return Trouble::unavailable;
  }
  auto squares = read_squares(ended.output);
  if (!squares) return Trouble::unreadable;
  return std::move(*squares);
}

constexpr std::string_view names[] = {"busy", "unknown_format", "unreadable", "too_many_pixels", "too_small", "too_slow", "unavailable"};

std::variant<Squares, Trouble> counted(std::variant<Squares, Trouble> outcome) {
  const auto* trouble = std::get_if<Trouble>(&outcome);
  metrics::counter("pictures_total", "Uploaded pictures by what became of them.",
                   {{"outcome", std::string(trouble ? names[static_cast<std::size_t>(*trouble)] : "done")}})
      .add();
  return outcome;
}

}  // namespace

Workshop::Workshop(Options options) : options_(std::move(options)), workers_(1, options_.waiting) {}

std::variant<Squares, Trouble> Workshop::squares_now(std::string_view upload) const {
  try {
    return told_by(run_alone(options_.program, upload, options_.patience, largest_answer));
  } catch (const std::system_error& error) {
    base::log_error("pictures.not_started", {{"what", error.what()}});
    return Trouble::unavailable;
  }
}

base::Task<std::variant<Squares, Trouble>> Workshop::squares(std::string_view upload) {
  auto work = [this, upload] { return squares_now(upload); };
  auto made = co_await workers_.run(work);
  co_return counted(made ? std::move(*made) : Trouble::busy);
}

}  // namespace pictures
