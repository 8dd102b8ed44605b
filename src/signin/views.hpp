// The pages of signing in, drawn without scripts: one column, what is asked for and why. What was typed comes back, never a password.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "accounts/sessions.hpp"
#include "frame/frame.hpp"
#include "notifications/wishes.hpp"
#include "personal/exports.hpp"
#include "profiles/profiles.hpp"

namespace signin {

struct Field {
  std::string_view name;
  std::string_view label;
  std::string_view type;          // text, email, password
  std::string_view autocomplete;  // so that password managers help
  std::string value = {};
};
struct FormPage {
  std::string_view title;
  std::string_view why;
  std::string_view action;  // path the form is posted to; empty: the page has no form
  std::string_view button;
  std::vector<Field> fields;
  std::vector<std::pair<std::string_view, std::string>> hidden = {};
  std::vector<std::pair<std::string, std::string_view>> links = {};  // address, words
  std::string complaint = {};                                        // what went wrong, with what to do
  std::string code = {};                                             // its stable code
  bool spotify = false;                                              // "Continue with Spotify" above the form
  std::string next = "/";
};
frame::Page draw(const FormPage& page);

// A page that says one thing.
frame::Page notice(std::string_view title, std::string_view sentence, std::string_view link, std::string_view words);

struct SettingsPage {
  std::string name, email, complaint, code, told, form_token;
  std::string typed_address = {};  // what the address is to become, as last typed
  std::string current;             // fingerprint of this session
  bool has_password = false;
  bool spotify_offered = false, spotify_linked = false;
  bool proven = false;  // signed in at Spotify a moment ago: what a password is for others
  frame::Theme theme = frame::Theme::dark;
  notifications::Wishes wishes = {};
  profiles::Profile saved = {};    // how the member appears
  profiles::Profile profile = {};  // the same as last typed
  std::vector<accounts::Session> sessions;
  std::optional<personal::Export> exported = {};
  std::optional<base::Time> deletion = {};  // when the account is to be deleted; none: it stays
  base::Time now;
};
frame::Page draw(const SettingsPage& page);
frame::Page draw_sign_out(const SettingsPage& page);  // asks, because what this device has not sent yet goes with it
frame::Page draw_deletion(const SettingsPage& page);  // asks whether the account is to be deleted

}  // namespace signin
