// What the mails of signing in say, byte for byte.
#include "signin/letters.hpp"

#include <gtest/gtest.h>

#include "support/golden.hpp"

namespace signin::letters {
namespace {

const std::string site = "https://theset.example";

TEST(SafetyLetters, AreThoseInTheFiles) {
  const Mail all[] = {verify(site + "/sign-in/verify?token=t0"),
                      known_address(site + "/sign-in"),
                      reset(site + "/sign-in/reset?token=t0"),
                      password_changed(),
                      address_change("new@example.org", site + "/sign-in/address?token=t0&side=from"),
                      first_address("Ana <&> \"Bo\"", site + "/sign-in/address?token=t0&side=to"),
                      new_device("Firefox on Linux", "203.0.113.0/24", site + "/settings"),
                      spotify_linked(site + "/settings"),
                      spotify_unlinked(),
                      deletion_asked("Sun 29 Nov 2026", site + "/settings")};
  for (const auto& mail : all) {
    const auto letter = notifications::write(mail.words);
    support::expect_golden("mail/" + std::string(mail.kind) + ".txt", letter.text);
    support::expect_golden("mail/" + std::string(mail.kind) + ".html", letter.html);
  }
}

}  // namespace
}  // namespace signin::letters
