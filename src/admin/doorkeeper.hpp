// The door of the operator's pages: the token, taken once, signs in as the operator. Programs send it as a bearer token.
#pragma once
#include <optional>
#include <string>

#include "accounts/keys.hpp"
#include "accounts/visitor.hpp"
#include "platform/base/clock.hpp"
#include "platform/base/task.hpp"
#include "platform/db/db.hpp"
#include "platform/http/router.hpp"

namespace admin {

class Doorkeeper {
 public:
  Doorkeeper(std::string token, db::Database& database, const base::Clock& clock, const accounts::Keys& keys)
      : token_(std::move(token)), database_(database), clock_(clock), keys_(keys) {}

  bool is_token(std::string_view text) const;                        // an empty token opens nothing
  bool has_token(const http::Request& request) const;                // as a bearer token
  base::Task<bool> lets_in(const http::Request& request) const;      // the token, or somebody signed in as an operator
  base::Task<std::string> who(const http::Request& request) const;   // who is let in, for audit lines
  base::Task<http::Response> welcome(const http::Request& request);  // signs in as the operator
  static http::Response ask(const http::Request& request, std::string_view complaint = {});  // the form, as a 401

  // The handler behind the door; what it shows is kept by no cache.
  http::Handler guarded(http::Handler inner) const;
  // For http::Router::protect: lets operators pass and asks everybody else for the token.
  http::Guard guard() const;

 private:
  base::Task<std::optional<accounts::Visitor>> visitor_of(const http::Request& request) const;

  std::string token_;
  db::Database& database_;
  const base::Clock& clock_;
  const accounts::Keys& keys_;
};

}  // namespace admin
