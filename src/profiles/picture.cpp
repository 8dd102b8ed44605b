#include "profiles/picture.hpp"

#include "platform/base/secrets.hpp"
#include "profiles/profiles.sql.hpp"

namespace profiles {

namespace {

using base::Error;
using base::Kind;

constexpr std::string_view own_pictures = "/pictures/";

}  // namespace

bool Profile::uploaded() const { return picture.starts_with(own_pictures); }

std::string picture_address(std::string_view picture, int side) { return std::string(picture) + "/" + std::to_string(side); }

void set_picture(db::Tx& tx, base::Time now, UserId user, const pictures::Squares& squares) {
  std::string content = user.str();
  for (const auto& square : squares) content += square.webp;
  const auto hash = base::fingerprint(content);
  tx.run(sql::erase_squares, user);
  for (const auto& square : squares) tx.run(sql::put_square, hash, square.side, user, db::Bytes{square.webp}, now);
  tx.run(sql::point_to_picture, std::string(own_pictures) + hash, now, user);
}

void remove_picture(db::Tx& tx, base::Time now, UserId user) {
  tx.run(sql::erase_squares, user);
  tx.run(sql::point_to_picture, nullptr, now, user);
}

std::optional<std::string> picture(db::Tx& tx, std::optional<UserId> viewer, std::string_view hash, int side) {
  return tx.one(sql::square, [](const db::Row& row) { return row.bytes(0); }, hash, side, viewer.value_or(UserId{}));
}

Error picture_refused(pictures::Trouble trouble) {
  using pictures::Trouble;
  switch (trouble) {
    case Trouble::busy:
      return base::unavailable("profiles.picture_busy", "Many people are sending pictures right now. Please try again in a minute.");
    case Trouble::unknown_format:
      return {Kind::rejected, "profiles.picture_unknown_format",
              "This is not a JPEG, PNG, WebP, AVIF or HEIC picture. Please choose one of these."};
    case Trouble::unreadable:
      return {Kind::rejected, "profiles.picture_unreadable",
              "This picture is broken or incomplete. Please try again, or save it anew as JPEG and choose that."};
    case Trouble::too_many_pixels:
      return {Kind::rejected, "profiles.picture_too_many_pixels",
              "This picture has too many pixels: up to 50 million, and 16384 a side, are taken. Please make it smaller."};
    case Trouble::too_small:
      return {Kind::rejected, "profiles.picture_too_small",
              "This picture is too small: 64 pixels a side are needed. Please choose a larger one."};
    case Trouble::too_slow:
      return {Kind::rejected, "profiles.picture_too_slow",
              "It took too long to read this picture. Please save it as JPEG and choose that."};
    case Trouble::unavailable: break;
  }
  return base::unavailable("profiles.picture_unavailable", "Pictures cannot be taken here at the moment. Please try again later.");
}

Error picture_too_large() {
  return {Kind::too_large, "profiles.picture_too_large",
          "This picture is larger than 10 MB, so it was not taken. Please go back and choose a smaller one."};
}

}  // namespace profiles
