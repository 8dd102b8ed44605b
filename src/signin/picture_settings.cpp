// Settings: a member's picture (ACC-3).
#include "platform/http/multipart.hpp"
#include "profiles/picture.hpp"
#include "signin/settings_look.hpp"

namespace signin {

namespace {

constexpr std::size_t beside_the_picture = 64u << 10;  // of the form
constexpr std::string_view upload_path = "/settings/picture";

// Each costs a core some tenths of a second. Who tries out pictures is not told to wait.
Limit upload_limit(UserId user) { return {"picture:" + user.str(), 20, std::chrono::minutes(1), std::chrono::hours(1)}; }

class PictureSettings {
 public:
  explicit PictureSettings(std::shared_ptr<const Desk> desk) : desk_(std::move(desk)) {}

  Task<Response> upload(Request request) {
    const auto seen = co_await look(*desk_, request);
    const auto form = http::parse_file_form(request.headers.get("Content-Type"), request.body);
    if (!form) co_return refused(seen, {form.error()});
    if (const auto trouble = wrong_form(*desk_, seen, form->fields)) co_return refused(seen, *trouble);
    const auto* file = form->file("picture");
    if (!file || file->content.empty())
      co_return refused(seen, {{base::Kind::rejected, "profiles.picture_missing", "Please choose a picture first."}});
    if (file->content.size() > profiles::largest_picture) co_return refused(seen, {profiles::picture_too_large()});
    const auto user = seen.account->id;
    auto count = [&](db::Tx& tx) { return count_attempt(tx, desk_->now(), upload_limit(user)); };
    if (const auto wait = co_await desk_->needs().database.write(count)) co_return refused(seen, too_many(*wait));
    const auto made = co_await desk_->needs().pictures.squares(file->content);
    if (const auto* trouble = std::get_if<pictures::Trouble>(&made)) co_return refused(seen, {profiles::picture_refused(*trouble)});
    auto save = [&](db::Tx& tx) { profiles::set_picture(tx, desk_->now(), user, std::get<pictures::Squares>(made)); };
    co_await desk_->needs().database.write(save);
    co_return to("/settings?done=picture", {});
  }

  Task<Response> remove(Request request) {
    const auto form = request.form();
    const auto seen = co_await look(*desk_, request);
    if (const auto trouble = wrong_form(*desk_, seen, form)) co_return refused(seen, *trouble);
    auto erase = [&](db::Tx& tx) { profiles::remove_picture(tx, desk_->now(), seen.account->id); };
    co_await desk_->needs().database.write(erase);
    co_return to("/settings?done=no_picture", {});
  }

 private:
  std::shared_ptr<const Desk> desk_;
};

}  // namespace

void add_picture_routes(http::Router& router, std::shared_ptr<const Desk> desk) {
  const auto settings = std::make_shared<PictureSettings>(std::move(desk));
  router.add(http::Method::post, std::string(upload_path), [settings](Request r) { return settings->upload(std::move(r)); });
  router.take_uploads(std::string(upload_path), {.body = profiles::largest_picture + beside_the_picture,
                                                 .deadline = std::chrono::minutes(2),
                                                 .too_large = profiles::picture_too_large()});
  router.add(http::Method::post, "/settings/picture/remove", [settings](Request r) { return settings->remove(std::move(r)); });
}

}  // namespace signin
