// `theset user …`: makes, lists, promotes and disables accounts. A password comes on standard input, never as an argument, which
// other users of the machine could read.
#include <iostream>

#include "app/app.hpp"
#include "app/command_list.hpp"
#include "app/engines.hpp"
#include "platform/mail/mail.hpp"
#include "signin/signin.hpp"

namespace app {

namespace {

base::Error unnamed() {
  return base::invalid("accounts.not_an_address",
                       "Name the account by its mail address; one that is there, also by the id that list tells.");
}

base::Result<int> add(const config::Config& config, db::Tx& tx, base::Time now, const std::string& email, accounts::Role role) {
  std::string password;
  std::cout << "password (12 characters or more): " << std::flush;
  std::getline(std::cin, password);
  if (const auto good = signin::check_password(password, email, {}); !good) return good.error();
  auto options = password_options(config);
  options.threads = 0;
  const auto hash = signin::Passwords(options).hash_now(password);
  const auto name = email.substr(0, email.find('@'));
  const auto id = signin::add_account(tx, now, email, name, hash, role, true);
  if (!id) return base::Error{base::Kind::conflict, "accounts.known_address", email + " has an account already."};
  accounts::note_event(tx, now, *id, "command_add", {}, accounts::to_string(role));
  std::cout << "\nmade " << email << " (" << accounts::to_string(role) << ")\n";
  return 0;
}

void list(db::Tx& tx) {
  for (const auto& a : signin::all_accounts(tx))
    std::cout << a.id.str() << "  " << accounts::to_string(a.role) << "  " << (a.email.empty() ? "-" : a.email) << "  " << a.name
              << (a.disabled                      ? "  disabled"
                  : a.verified || a.email.empty() ? ""
                                                  : "  not confirmed")
              << "\n";
}

}  // namespace

base::Result<int> user_command(const config::Config& config, const std::string& verb, const std::string& who,
                               const std::string& role_word) {
  const auto database = open_database(config);
  const base::SystemClock clock;
  if (const auto ready = prepare(*database, clock.now()); !ready) return ready.error();
  const auto role = accounts::role_from(role_word);
  if (!role || *role == accounts::Role::guest)
    return base::invalid("accounts.unknown_role", "The role is one of fan, artist, moderator, operator.");
  if (verb != "list" && verb != "add" && verb != "promote" && verb != "disable" && verb != "enable")
    return base::invalid("accounts.unknown_verb", "Say add, list, promote, disable or enable.");
  return database->write_now([&](db::Tx& tx) -> base::Result<int> {
    if (verb == "list") return list(tx), 0;
    const auto email = mail::normalised(who);
    if (verb == "add") return email ? add(config, tx, clock.now(), *email, *role) : base::Result<int>(unnamed());
    const auto id = accounts::UserId::parse(who);
    if (!email && !id) return unnamed();
    const auto account = email ? signin::by_email(tx, *email) : signin::by_id(tx, *id);
    if (!account || account->role == accounts::Role::guest)
      return base::not_found("accounts.unknown", "Nobody has the address or id " + who + ".");
    if (verb == "promote") {
      accounts::set_role(tx, clock.now(), account->id, *role);
      accounts::end_sessions(tx, account->id, {});  // what they may now is for a session of its own
    } else {
      signin::set_disabled(tx, clock.now(), account->id, verb == "disable");
    }
    accounts::note_event(tx, clock.now(), account->id, "command_" + verb, {}, verb == "promote" ? role_word : "");
    std::cout << verb << "d " << who << "\n";
    return 0;
  });
}

}  // namespace app
