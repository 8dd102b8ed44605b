#include "signin/letters.hpp"

namespace signin::letters {

Mail verify(std::string link) {
  return {"verify",
          {"Confirm your address", "Welcome to The Set. One step is left: confirm that this address is yours.", "Confirm your address",
           std::move(link), "If you did not make an account, there is nothing to do."}};
}

Mail known_address(std::string link) {
  return {"known_address",
          {"You have an account already", "Somebody, perhaps you, wanted to make an account with this address. There is one already.",
           "Sign in", std::move(link), "If you have forgotten the password, the sign-in page leads to a new one."}};
}

Mail reset(std::string link) {
  return {"reset",
          {"A new password", "Somebody, perhaps you, asked for a new password.", "Choose a new password", std::move(link),
           "If it was not you, there is nothing to do: the old one stays."}};
}

Mail password_changed() {
  return {"password_changed",
          {"Your password was changed", "The password of your account was changed just now.", "", "",
           "If it was not you, ask for a new password on the sign-in page at once."}};
}

Mail address_change(std::string_view wanted, std::string link) {
  return {"address_change",
          {"Change of address", "Your account is to get the address " + std::string(wanted) + ". Both addresses have to confirm.",
           "Confirm the change", std::move(link), "If it was not you, do not confirm, and change your password."}};
}

Mail first_address(std::string_view name, std::string link) {
  return {"first_address",
          {"Confirm your address",
           "Somebody, perhaps you, signed in with Spotify as " + std::string(name) +
               " and wants this address for the account. Safety notices then go there, and a password can be chosen.",
           "Confirm the address", std::move(link), "If that was not you, do not confirm: there is nothing else to do."}};
}

Mail new_device(std::string_view device, std::string_view place, std::string link) {
  return {"new_device",
          {"New sign-in to your account",
           "Somebody signed in to your account from " + std::string(device) + ", network " + std::string(place) + ".",
           "See where you are signed in", std::move(link),
           "If that was you, there is nothing to do. If not, sign that device out and change your password."}};
}

Mail spotify_linked(std::string link) {
  return {"spotify_linked",
          {"Spotify was linked", "Whoever signs in at Spotify as you can now sign in to your account.", "See your settings",
           std::move(link), "If it was not you, unlink it there and change your password."}};
}

Mail spotify_unlinked() {
  return {"spotify_unlinked",
          {"Spotify was unlinked", "Nobody can sign in to your account with Spotify any more.", "", "",
           "If it was not you, change your password."}};
}

Mail deletion_asked(std::string_view day, std::string link) {
  return {"deletion_asked",
          {"Your account will be deleted",
           "On " + std::string(day) +
               " your account and everything that is stored about you will be deleted. What you gave to setlists stays, without your name.",
           "Keep my account", std::move(link),
           "Until then you can sign in and take it back. If it was not you, do that, and change your password."}};
}

}  // namespace signin::letters
