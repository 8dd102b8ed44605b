#include "sandbox/sandbox.hpp"

#include <boost/json.hpp>
#include <mutex>

#include "sandbox/control.hpp"
#include "sandbox/pictures.hpp"
#include "sandbox/setlistfm_api.hpp"
#include "sandbox/spotify_api.hpp"
#include "sandbox/ticketmaster_api.hpp"

namespace sandbox {

namespace {

struct Service {
  std::string_view name, prefix;
};
constexpr Service services[] = {{"spotify", spotify_prefix},
                                {"spotify-accounts", spotify_accounts_prefix},
                                {"ticketmaster", ticketmaster_prefix},
                                {"setlistfm", setlistfm_prefix}};

bool below(std::string_view path, std::string_view prefix) {
  return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

std::string half(const http::Response& response) {
  return response.body ? response.body->substr(0, response.body->size() / 2) : std::string{};
}

}  // namespace

struct Sandbox::Impl {
  Impl(Options o, const base::Clock& c)
      : options(std::move(o)),
        clock(c),
        catalogue(options.seed, today()),
        extended(options.extended_quota),
        spotify(catalogue, limits),
        ticketmaster(catalogue, limits),
        setlistfm(catalogue, limits) {
    limits.enforce = options.enforce_limits;
  }

  Day today() const { return day_of(options.today.value_or(clock.now())); }

  Reply reply(const http::Request& request) {
    const std::lock_guard lock(mutex);
    catalogue.set_today(today());
    spotify.set_extended(extended);
    std::string_view path = request.path;
    const auto host = request.headers.find("Host");
    Call call{
        request, {}, !options.public_site.empty() ? options.public_site : "http://" + std::string(host.value_or("127.0.0.1")), clock.now()};
    for (const auto& service : services) {
      if (!below(path, service.prefix)) continue;
      path.remove_prefix(service.prefix.size());
      call.parts = parts_of(path);
      Reply made = serve(service.name, path, call);
      journal.add(call.now, service.name, http::name_of(request.method), std::string(path), call.parts, made.response.status);
      return made;
    }
    const auto rest = [&](std::string_view prefix) {
      call.parts = below(path, prefix) ? parts_of(path.substr(prefix.size())) : std::vector<std::string_view>{};
      return below(path, prefix);
    };
    if (rest("/control")) return {control(call, {faults, journal, limits, extended})};
    if (rest("/pictures")) return {picture(call)};
    if (rest("/out")) return {outward(call)};
    return {http::text(404, "The sandbox has no such address.")};
  }

  Reply serve(std::string_view service, std::string_view path, const Call& call) {
    Reply made;
    const Fault* failure = nullptr;
    const auto hits = faults.take(service, path);
    for (const auto& fault : hits) {
      made.delay += fault.latency;
      if (fault.kind != FaultKind::latency) failure = &fault;
    }
    if (failure && failure->kind <= FaultKind::error) made.response = refusal(service, *failure, call.now);
    else if (failure && failure->kind == FaultKind::forbidden) made.response = withdrawn(service);
    else if (failure && failure->kind == FaultKind::revoked) made.response = revoked(service);
    else made.response = genuine(service, call);
    if (!failure) return made;
    if (failure->kind == FaultKind::cut) made.response.cut = true;
    if (failure->kind == FaultKind::truncated) made.response.body = std::make_shared<const std::string>(half(made.response));
    if (failure->kind == FaultKind::broken_json)
      made.response.body = std::make_shared<const std::string>(half(made.response) + "<!doctype html><p>Bad gateway");
    return made;
  }

  http::Response genuine(std::string_view service, const Call& call) {
    if (service == "spotify") return spotify.answer(call);
    if (service == "ticketmaster") return ticketmaster.answer(call);
    if (service == "setlistfm") return setlistfm.answer(call);
    if (call.is({"api", "token"}) && call.request.method == http::Method::post) return spotify.accounts().token(call);
    if (call.is({"authorize"}) && call.request.method == http::Method::get) return spotify.accounts().authorize(call);
    return http::text(404, "Not found");
  }

  http::Response refusal(std::string_view service, const Fault& fault, base::Time now) {
    if (fault.kind == FaultKind::error)
      return http::text(fault.status, "<html><body>upstream connect error or disconnect/reset before headers</body></html>", "text/html");
    const bool quota = fault.kind == FaultKind::quota;
    if (service == "ticketmaster") return quota ? ticketmaster.quota_violation(now) : ticketmaster.spike();
    if (service == "setlistfm") return quota ? SetlistfmApi::quota_spent() : SetlistfmApi::throttled();
    const std::chrono::seconds wait{fault.retry_after > 0 ? fault.retry_after : quota ? 3600 : 2};
    return quota ? SpotifyApi::quota_exceeded(wait) : SpotifyApi::rate_limited(wait);
  }

  static http::Response revoked(std::string_view service) {
    if (service == "spotify-accounts")
      return json_answer(400, {{"error", "invalid_grant"}, {"error_description", "Refresh token revoked"}});
    return service == "spotify" ? SpotifyApi::error(401, "The access token expired") : withdrawn(service);
  }

  static http::Response withdrawn(std::string_view service) {
    if (service == "ticketmaster") return TicketmasterApi::fault(401, "Invalid ApiKey", "oauth.v2.InvalidApiKey");
    if (service == "setlistfm") return SetlistfmApi::forbidden();
    if (service == "spotify-accounts") return json_answer(400, {{"error", "invalid_client"}, {"error_description", "Invalid client"}});
    return SpotifyApi::error(403, "Forbidden");
  }

  const Options options;
  const base::Clock& clock;
  mutable std::mutex mutex;
  Catalogue catalogue;
  Limits limits;
  bool extended;
  SpotifyApi spotify;
  TicketmasterApi ticketmaster;
  SetlistfmApi setlistfm;
  Faults faults;
  Journal journal;
};

Sandbox::Sandbox(Options options, const base::Clock& clock) : impl_(std::make_unique<Impl>(std::move(options), clock)) {}
Sandbox::~Sandbox() = default;

Reply Sandbox::reply(const http::Request& request) { return impl_->reply(request); }

std::map<std::string, int> Sandbox::calls() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->journal.counts();
}

std::span<const std::string_view> sample_names() {
  static constexpr std::string_view names[] = {
      "Marrow Coast", "Low Tide Ledger", "Velvet Arcade", "Pale Ferry", "Juniper & the Slow Clocks", "Тихий Ледокол", "硝子工場前"};
  return names;
}

}  // namespace sandbox
