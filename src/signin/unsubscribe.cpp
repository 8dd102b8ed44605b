// The way out of mail without signing in (MAIL-4). Looking changes nothing, for mail programs and scanners follow links; the button does,
// and so does one click in a mail program, whose servers post to the same address (RFC 8058).
#include "notifications/unsubscribing.hpp"
#include "signin/parts.hpp"

namespace signin {

namespace {

using http::Method;

Response not_signed() {
  const FormPage page{
      .title = "Unsubscribe", .why = "", .action = "", .button = "", .fields = {}, .links = {{"/settings", "Choose in the settings"}}};
  return again(page,
               {{base::Kind::not_found, "notifications.bad_link",
                 "Something of this link is missing, so nothing was changed. Please open it from the mail once more, or choose in the "
                 "settings which mail you get."}});
}

Response ask(const Desk& desk, const Request& request) {
  const auto who = notifications::unsubscribing(desk.needs().keys, request.query);
  if (!who) return not_signed();
  const auto why = "You will get no more mail of this kind: " + std::string(notifications::in_words(who->topic)) +
                   ". All other mail stays as you chose it.";
  const auto action = notifications::unsubscribe_path(desk.needs().keys, who->user, who->topic);
  return private_page(draw(FormPage{.title = "Unsubscribe", .why = why, .action = action, .button = "Unsubscribe", .fields = {}}));
}

Task<Response> unsubscribe(std::shared_ptr<const Desk> desk, Request request) {
  const auto who = notifications::unsubscribing(desk->needs().keys, request.query);
  if (!who) co_return not_signed();
  auto stop = [&](db::Tx& tx) { return notifications::unsubscribe(tx, desk->now(), *who); };
  static_cast<void>(co_await desk->needs().database.write(stop));
  const auto done = "You get no more mail of this kind: " + std::string(notifications::in_words(who->topic)) + ".";
  co_return private_page(notice("Unsubscribed", done, "/settings", "Choose which mail I get"));
}

}  // namespace

void add_unsubscribe_routes(http::Router& router, std::shared_ptr<const Desk> desk) {
  router.add(Method::get, "/unsubscribe", [desk](const Request& r) { return ask(*desk, r); });
  router.add(Method::post, "/unsubscribe", [desk](Request r) { return unsubscribe(desk, std::move(r)); });
}

}  // namespace signin
