// Private to signin: the page of settings as whoever asks has it, and what every form on it goes through.
#pragma once
#include "signin/parts.hpp"

namespace signin {

struct Look {
  std::optional<accounts::Visitor> visitor;
  std::optional<Account> account;
  SettingsPage page;
};
Task<Look> look(const Desk& desk, const Request& request);

// Why a form is not to be done: unreadable, or drawn for another sign-in.
std::optional<Complaint> wrong_form(const Desk& desk, const Look& seen, const base::Result<http::Params>& form);

// The page again with the complaint and its status, with what `seen.page` says was typed.
Response refused(const Look& seen, const Complaint& complaint, frame::Page (*page_of)(const SettingsPage&) = draw);

}  // namespace signin
