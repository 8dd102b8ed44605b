// Profiles: under which name and handle a member appears, and what others may see of them (ACC-3).
// Also public: picture.hpp, fetched_picture.hpp
// A handle is 3 to 30 of the letters a-z, digits, _ and -; capitals are folded. It is the member's page's address, /u/HANDLE.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/accounts.hpp"
#include "platform/base/result.hpp"

namespace profiles {

using accounts::UserId;

// Each is open to everybody, or the member's alone.
struct Openness {
  bool page = false;
  bool follows = false;
  bool activity = false;
  bool operator==(const Openness&) const = default;
};

struct Profile {
  UserId user;
  std::string name;
  std::string handle;  // empty: none chosen, and so no page
  Openness open = {};
  std::string picture =
      {};  // the path below which its squares are (picture.hpp), or its https address while it is fetched from there; empty: none
  bool uploaded() const;  // the picture is here, and so for whom the page is
};
std::optional<Profile> of(db::Tx& tx, UserId user);
// The page at a handle, as far as `viewer` may know of it.
std::optional<Profile> seen_by(db::Tx& tx, std::optional<UserId> viewer, std::string_view handle);
// The handles of those of them whose page everybody may see; in one query.
std::map<UserId, std::string> open_handles(db::Tx& tx, const std::vector<UserId>& users);

inline constexpr int longest_name = 60;  // characters

// "Ana_B" -> "ana_b". Errors: profiles.bad_handle, profiles.reserved_handle.
base::Result<std::string> handle_from(std::string_view typed);
// As typed. An empty handle gives the old one up. Errors, with which nothing is changed: profiles.name_missing, those of handle_from,
// profiles.handle_taken.
base::Result<Profile> save(db::Tx& tx, base::Time now, UserId user, std::string_view name, std::string_view handle);
void set_open(db::Tx& tx, UserId user, const Openness& open);

// Nothing of the profile is left, and the handle is free.
void forget(db::Tx& tx, UserId user);

}  // namespace profiles
