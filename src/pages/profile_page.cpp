#include "pages/profile_page.hpp"

#include "pages/pages.sql.hpp"

namespace pages {

namespace {

Activity activity_of(db::Tx& tx, accounts::UserId user, int page) {
  Activity a;
  tx.each(
      sql::contributed,
      [&](const db::Row& row) {
        a.setlists = row.i64(0);
        a.changes = row.i64(1);
      },
      user);
  a.votes = tx.one(sql::votes_given, [](const db::Row& row) { return row.i64(0); }, user).value_or(0);
  a.contributions = tx.all(
      sql::contributions,
      [](const db::Row& row) {
        return Contribution{row.i64(0), row.time(1), row.id<shows::ShowId>(2), row.str(3), row.str(4), row.str(5)};
      },
      user, contributions_on_a_page, (page - 1) * contributions_on_a_page);
  return a;
}

}  // namespace

std::optional<ProfilePage> profile_page(db::Tx& tx, std::optional<accounts::UserId> viewer, std::string_view handle, int page,
                                        base::Time now) {
  auto found = profiles::seen_by(tx, viewer, handle);
  if (!found) return std::nullopt;
  ProfilePage p{.profile = std::move(*found), .own = false, .activity = {}, .following = {}, .page = page};
  p.own = viewer == p.profile.user;
  if (p.own || p.profile.open.activity) p.activity = activity_of(tx, p.profile.user, page);
  if (p.own || p.profile.open.follows) p.following = followed_artists(tx, p.profile.user, now);
  return p;
}

}  // namespace pages
