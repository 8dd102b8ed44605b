// Private to signin: what its mails say, one function a letter. tests/golden/mail has each as it goes out, under the name of its kind.
#pragma once
#include <string>
#include <string_view>

#include "notifications/notifications.hpp"

namespace signin::letters {

struct Mail {
  std::string_view kind;
  notifications::Words words;
};

// `link`: a whole address.
Mail verify(std::string link);
Mail known_address(std::string link);  // somebody signs up with an address that has an account
Mail reset(std::string link);
Mail password_changed();
Mail address_change(std::string_view wanted, std::string link);  // to either side, with its own link
Mail first_address(std::string_view name, std::string link);     // of an account by Spotify alone
Mail new_device(std::string_view device, std::string_view place, std::string link);
Mail spotify_linked(std::string link);
Mail spotify_unlinked();
Mail deletion_asked(std::string_view day, std::string link);  // "Sun 29 Nov 2026"

}  // namespace signin::letters
