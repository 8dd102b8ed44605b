// Settings: how a member appears to others, which mail they get, and how pages look to them (ACC-3).
#include "signin/settings_look.hpp"

namespace signin {

namespace {

using http::Method;

class ProfileSettings {
 public:
  explicit ProfileSettings(std::shared_ptr<const Desk> desk) : desk_(std::move(desk)) {}

  Task<Response> save_profile(Request request) {
    const auto form = request.form();
    auto seen = co_await look(*desk_, request);
    if (const auto trouble = wrong_form(*desk_, seen, form)) co_return refused(seen, *trouble);
    seen.page.profile.name = form->get("name");
    seen.page.profile.handle = form->get("handle");
    auto save = [&](db::Tx& tx) { return profiles::save(tx, desk_->now(), seen.account->id, form->get("name"), form->get("handle")); };
    const auto saved = co_await desk_->needs().database.write(save);
    if (!saved) co_return refused(seen, {saved.error()});
    co_return to("/settings?done=profile", {});
  }

  Task<Response> save_privacy(Request request) {
    const auto form = request.form();
    const auto seen = co_await look(*desk_, request);
    if (const auto trouble = wrong_form(*desk_, seen, form)) co_return refused(seen, *trouble);
    // Whatever does not say "everybody" in so many letters is kept to oneself.
    const auto open = [&](std::string_view what) { return form->get(what) == "everybody"; };
    const profiles::Openness wanted{open("page"), open("follows"), open("activity")};
    auto save = [&](db::Tx& tx) { profiles::set_open(tx, seen.account->id, wanted); };
    co_await desk_->needs().database.write(save);
    co_return to("/settings?done=privacy", {});
  }

  // A topic that the form does not name stays as it is.
  Task<Response> save_notifications(Request request) {
    const auto form = request.form();
    const auto seen = co_await look(*desk_, request);
    if (const auto trouble = wrong_form(*desk_, seen, form)) co_return refused(seen, *trouble);
    auto wishes = seen.page.wishes;
    for (const auto topic : notifications::topics) {
      const auto typed = form->find(notifications::to_string(topic));
      const auto frequency = typed ? notifications::frequency_from(*typed) : wishes.of(topic);
      if (!frequency || !wishes.set(topic, *frequency))
        co_return refused(seen, {base::invalid("settings.no_frequency", "Mail of this kind cannot be had so. Nothing was changed.")});
    }
    auto save = [&](db::Tx& tx) { notifications::set_wishes(tx, seen.account->id, wishes); };
    co_await desk_->needs().database.write(save);
    co_return to("/settings?done=notifications", {});
  }

  Task<Response> save_theme(Request request) {
    const auto form = request.form();
    const auto seen = co_await look(*desk_, request);
    if (const auto trouble = wrong_form(*desk_, seen, form)) co_return refused(seen, *trouble);
    const auto theme = frame::theme_from(form->get("theme"));
    if (!theme) co_return refused(seen, {base::invalid("settings.no_theme", "There is no such theme. Please choose one of those below.")});
    auto save = [&](db::Tx& tx) { set_theme(tx, desk_->now(), seen.account->id, *theme); };
    co_await desk_->needs().database.write(save);
    co_return to("/settings?done=theme", {desk_->theme_cookie(theme)});
  }

 private:
  std::shared_ptr<const Desk> desk_;
};

}  // namespace

void add_profile_routes(http::Router& router, std::shared_ptr<const Desk> desk) {
  const auto s = std::make_shared<ProfileSettings>(std::move(desk));
  router.add(Method::post, "/settings/profile", [s](Request r) { return s->save_profile(std::move(r)); });
  router.add(Method::post, "/settings/notifications", [s](Request r) { return s->save_notifications(std::move(r)); });
  router.add(Method::post, "/settings/theme", [s](Request r) { return s->save_theme(std::move(r)); });
  router.add(Method::post, "/settings/privacy", [s](Request r) { return s->save_privacy(std::move(r)); });
}

}  // namespace signin
