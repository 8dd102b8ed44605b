// Settings: how a member appears to others, which mail they get, and how pages look to them (ACC-3).
#include "signin/settings_look.hpp"

namespace signin {

namespace {

// What a form changes, in one transaction, and the cookies that go with it; or why it changes nothing. `seen.page` is told what was typed.
using Saved = base::Result<std::vector<std::string>>;
using Change = Saved (*)(db::Tx& tx, const Desk& desk, Look& seen, const http::Params& form);

Saved save_profile(db::Tx& tx, const Desk& desk, Look& seen, const http::Params& form) {
  seen.page.profile.name = form.get("name");
  seen.page.profile.handle = form.get("handle");
  const auto saved = profiles::save(tx, desk.now(), seen.account->id, form.get("name"), form.get("handle"));
  if (!saved) return saved.error();
  return Saved({});
}

// Whatever does not say "everybody" in so many letters is kept to oneself.
Saved save_privacy(db::Tx& tx, const Desk&, Look& seen, const http::Params& form) {
  const auto open = [&](std::string_view what) { return form.get(what) == "everybody"; };
  profiles::set_open(tx, seen.account->id, {open("page"), open("follows"), open("activity")});
  return Saved({});
}

// A topic that the form does not name stays as it is.
Saved save_notifications(db::Tx& tx, const Desk& desk, Look& seen, const http::Params& form) {
  auto wishes = seen.page.wishes;
  for (const auto topic : notifications::topics) {
    const auto typed = form.find(notifications::to_string(topic));
    const auto frequency = typed ? notifications::frequency_from(*typed) : wishes.of(topic);
    if (!frequency || !wishes.set(topic, *frequency))
      return base::invalid("settings.no_frequency", "Mail of this kind cannot be had so. Nothing was changed.");
  }
  notifications::set_wishes(tx, desk.now(), seen.account->id, wishes);
  return Saved({});
}

Saved save_theme(db::Tx& tx, const Desk& desk, Look& seen, const http::Params& form) {
  const auto theme = frame::theme_from(form.get("theme"));
  if (!theme) return base::invalid("settings.no_theme", "There is no such theme. Please choose one of those below.");
  set_theme(tx, desk.now(), seen.account->id, *theme);
  return Saved({desk.theme_cookie(theme)});
}

Task<Response> save(std::shared_ptr<const Desk> desk, Request request, Change change, std::string_view section) {
  const auto form = request.form();
  auto seen = co_await look(*desk, request);
  if (const auto trouble = wrong_form(*desk, seen, form)) co_return refused(seen, *trouble);
  auto work = [&](db::Tx& tx) { return change(tx, *desk, seen, *form); };
  const auto saved = co_await desk->needs().database.write(work);
  if (!saved) co_return refused(seen, {saved.error()});
  co_return to("/settings?done=" + std::string(section), *saved);
}

}  // namespace

void add_profile_routes(http::Router& router, std::shared_ptr<const Desk> desk) {
  const std::pair<std::string_view, Change> sections[] = {
      {"profile", save_profile}, {"privacy", save_privacy}, {"notifications", save_notifications}, {"theme", save_theme}};
  for (const auto& [section, change] : sections)
    router.add(http::Method::post, "/settings/" + std::string(section),
               [desk, section, change](Request r) { return save(desk, std::move(r), change, section); });
}

}  // namespace signin
