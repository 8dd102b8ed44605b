#include "sandbox/control.hpp"

#include <boost/json.hpp>
#include <span>

#include "platform/base/json.hpp"

namespace sandbox {

namespace {

namespace json = boost::json;
using http::Method;

struct Knob {
  std::string_view name;
  int Limits::* value;
};
constexpr Knob knobs[] = {{"spotify_per_30s", &Limits::spotify_per_30s},
                          {"spotify_per_day", &Limits::spotify_per_day},
                          {"ticketmaster_per_second", &Limits::ticketmaster_per_second},
                          {"ticketmaster_per_day", &Limits::ticketmaster_per_day},
                          {"setlistfm_per_second", &Limits::setlistfm_per_second},
                          {"setlistfm_per_day", &Limits::setlistfm_per_day}};

json::object shown(const Controls& c) {
  json::object all{{"enforce", c.limits.enforce}, {"extended_quota", c.extended_quota}};
  for (const auto& knob : knobs) all[knob.name] = c.limits.*knob.value;
  return all;
}

// All or nothing: a wish with one bad member changes nothing.
std::optional<base::Error> turn(const json::object& wish, Controls c) {
  Limits limits = c.limits;
  bool extended = c.extended_quota;
  for (const auto& [key, value] : wish) {
    const auto* knob = std::ranges::find(knobs, std::string_view(key), &Knob::name);
    if (knob != std::end(knobs) && value.is_int64() && value.get_int64() >= 0 && value.get_int64() <= 1'000'000'000)
      limits.*knob->value = static_cast<int>(value.get_int64());
    else if (key == "enforce" && value.is_bool()) limits.enforce = value.get_bool();
    else if (key == "extended_quota" && value.is_bool()) extended = value.get_bool();
    else
      return base::invalid(
          "sandbox.bad_limit",
          "\"" + std::string(key) +
              "\" is not a limit, or its value is not a whole number from 0 (true or false for enforce and extended_quota).");
  }
  c.limits = limits;
  c.extended_quota = extended;
  return std::nullopt;
}

}  // namespace

http::Response control(const Call& call, Controls c) {
  const auto method = call.request.method;
  const auto fail = [&](const base::Error& error) { return http::json_error(error, call.request); };
  const auto body = [&] { return base::parse_json(call.request.body, {.bytes = 64 << 10, .depth = 8}); };

  if (call.is({"faults"}) && method == Method::get) return http::json({{"faults", c.faults.list()}});
  if (call.is({"faults"}) && method == Method::del) return c.faults.clear(), http::json({{"faults", json::array{}}});
  if (call.is({"faults"}) && method == Method::post) {
    const auto wish = body();
    if (!wish) return fail(wish.error());
    const auto fault = c.faults.add(*wish);
    return fault ? http::json(to_json(*fault), 201) : fail(fault.error());
  }
  if (call.is({"calls"}) && method == Method::get) return http::json(c.journal.to_json());
  if (call.is({"calls"}) && method == Method::del) return c.journal.clear(), http::json(c.journal.to_json());
  if (call.is({"limits"}) && method == Method::get) return http::json(shown(c));
  if (call.is({"limits"}) && method == Method::post) {
    const auto wish = body();
    if (!wish) return fail(wish.error());
    if (!wish->is_object()) return fail(base::invalid("sandbox.bad_limit", "Limits are a JSON object."));
    if (const auto error = turn(wish->get_object(), c)) return fail(*error);
    return http::json(shown(c));
  }
  return fail(
      base::not_found("sandbox.no_such_control",
                      "Controls are GET, POST and DELETE /control/faults, GET and DELETE /control/calls, GET and POST /control/limits."));
}

}  // namespace sandbox
