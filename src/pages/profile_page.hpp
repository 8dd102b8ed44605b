// A member's page at /u/HANDLE (ACC-3): what they gave to setlists, and whom they follow, as far as it is open.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "frame/frame.hpp"
#include "pages/following_page.hpp"
#include "pages/routes.hpp"
#include "profiles/profiles.hpp"

namespace pages {

// All that a member changed in one setlist.
struct Contribution {
  std::int64_t changes = 0;
  base::Time last;
  shows::ShowId show;
  std::string artist, venue;
  std::string date;  // the show's, "YYYY-MM-DD"; empty: unknown
};
struct Activity {
  std::int64_t setlists = 0, changes = 0, votes = 0;
  std::vector<Contribution> contributions;  // newest first, one page of them
};
struct ProfilePage {
  profiles::Profile profile;
  bool own = false;                                      // the member looks at it
  std::optional<Activity> activity;                      // none: not for whoever looks
  std::optional<std::vector<FollowedArtist>> following;  // none: not for whoever looks
  int page = 1;                                          // of the contributions
};
inline constexpr int contributions_on_a_page = 25;

// None: there is no such page, or it is not for whoever looks; nobody can tell which.
std::optional<ProfilePage> profile_page(db::Tx& tx, std::optional<accounts::UserId> viewer, std::string_view handle, int page,
                                        base::Time now);
frame::Page draw(const ProfilePage& page, base::Time now);

void add_profile_routes(http::Router& router, const Needs& needs);

}  // namespace pages
