// A member's picture (ACC-3): WebP squares at /pictures/HASH/SIDE, there for whoever may see the member's page. The address is the
// content's: another picture has another one, so that what is at one never changes.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/pictures/pictures.hpp"
#include "profiles/profiles.hpp"

namespace profiles {

inline constexpr std::size_t largest_picture = 10u << 20;  // bytes of an upload

// Where the square of that side is, of what Profile::picture says of one that is here.
std::string picture_address(std::string_view picture, int side);

// Instead of the one before.
void set_picture(db::Tx& tx, base::Time now, UserId user, const pictures::Squares& squares);
// None any more, neither ours nor Spotify's.
void remove_picture(db::Tx& tx, base::Time now, UserId user);
// The WebP at an address; nothing, where there is none for this viewer.
std::optional<std::string> picture(db::Tx& tx, std::optional<UserId> viewer, std::string_view hash, int side);

// Why an upload was not taken, for its sender: profiles.picture_busy, picture_unknown_format, picture_unreadable, picture_too_many_pixels,
// picture_too_small, picture_too_slow, picture_unavailable, picture_too_large.
base::Error picture_refused(pictures::Trouble trouble);
base::Error picture_too_large();

}  // namespace profiles
