#include "profiles/profiles.hpp"

#include <algorithm>
#include <array>

#include "platform/base/text.hpp"
#include "platform/db/lists.hpp"
#include "profiles/profiles.sql.hpp"

namespace profiles {

namespace {

using base::Error;
using base::Kind;

// Names that would speak for the site or stand for nobody.
constexpr std::array<std::string_view, 34> reserved{
    "abuse",    "account",  "admin",    "administrator", "anonymous", "api",       "everybody", "everyone",  "former-member",
    "guest",    "help",     "info",     "mail",          "me",        "member",    "mod",       "moderator", "nobody",
    "null",     "official", "operator", "postmaster",    "root",      "security",  "settings",  "staff",     "support",
    "sysadmin", "system",   "the-set",  "the_set",       "theset",    "undefined", "webmaster"};
static_assert(std::ranges::is_sorted(reserved));

Profile read_profile(const db::Row& row) {
  return {row.id<UserId>(0), row.str(1), row.str(2), {row.flag(3), row.flag(4), row.flag(5)}, row.str(6)};
}

bool is_handle_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; }

std::string trimmed_and_folded(std::string_view typed) {
  const auto first = typed.find_first_not_of(" \t@"), last = typed.find_last_not_of(" \t");
  std::string handle(first == typed.npos ? std::string_view() : typed.substr(first, last - first + 1));
  for (char& c : handle)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return handle;
}

// The former handle is free in the same moment; where the new one is another's, the former one stays.
bool change(db::Tx& tx, UserId user, const std::string& former, const std::string& handle) {
  if (handle == former) return true;
  tx.run(sql::free, user);
  if (handle.empty() || tx.run(sql::take, handle, user) > 0) return true;
  if (!former.empty()) tx.run(sql::take, former, user);
  return false;
}

}  // namespace

std::optional<Profile> of(db::Tx& tx, UserId user) { return tx.one(sql::of, read_profile, user); }

std::optional<Profile> seen_by(db::Tx& tx, std::optional<UserId> viewer, std::string_view handle) {
  auto found = tx.one(sql::by_handle, read_profile, handle);
  if (found && !found->open.page && found->user != viewer) return std::nullopt;
  return found;
}

std::map<UserId, std::string> open_handles(db::Tx& tx, const std::vector<UserId>& users) {
  std::map<UserId, std::string> handles;
  tx.each(sql::open_handles, [&](const db::Row& row) { handles.emplace(row.id<UserId>(0), row.str(1)); }, db::json_list(users));
  return handles;
}

base::Result<std::string> handle_from(std::string_view typed) {
  auto handle = trimmed_and_folded(typed);
  if (handle.size() < 3 || handle.size() > 30 || !std::ranges::all_of(handle, is_handle_letter))
    return Error{Kind::rejected, "profiles.bad_handle", "A handle is 3 to 30 of the letters a to z, digits, _ and -, without blanks."};
  if (std::ranges::binary_search(reserved, handle))
    return Error{Kind::rejected, "profiles.reserved_handle", "This handle is kept for the site. Please choose another one."};
  return handle;
}

base::Result<Profile> save(db::Tx& tx, base::Time now, UserId user, std::string_view typed_name, std::string_view typed_handle) {
  const auto name = base::clean(typed_name, longest_name);
  if (name.empty()) return Error{Kind::rejected, "profiles.name_missing", "Please say by which name others see you."};
  std::string handle;
  if (!trimmed_and_folded(typed_handle).empty()) {
    auto folded = handle_from(typed_handle);
    if (!folded) return folded.error();
    handle = std::move(*folded);
  }
  auto profile = of(tx, user);
  if (!profile) return base::not_found("profiles.no_member", "There is no such member.");
  if (!change(tx, user, profile->handle, handle))
    return Error{Kind::conflict, "profiles.handle_taken", "Somebody has this handle already. Please choose another one."};
  tx.run(sql::rename, name, now, user);
  profile->name = name;
  profile->handle = std::move(handle);
  return *profile;
}

void set_open(db::Tx& tx, UserId user, const Openness& open) { tx.run(sql::set_open, user, open.page, open.follows, open.activity); }

void forget(db::Tx& tx, UserId user) {
  tx.run(sql::free, user);
  tx.run(sql::forget, user);
  tx.run(sql::erase_squares, user);
}

}  // namespace profiles
