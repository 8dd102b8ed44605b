// Who may see the operator's pages: whoever has the token, in the cookie or as a bearer token.
#pragma once
#include <string>

#include "platform/base/task.hpp"
#include "platform/http/router.hpp"

namespace admin {

class Doorkeeper {
 public:
  explicit Doorkeeper(std::string token) : token_(std::move(token)) {}
  bool lets_in(const http::Request& request) const;
  bool is_token(std::string_view text) const;
  http::Response welcome() const;                                                            // sets the cookie
  static http::Response ask(const http::Request& request, std::string_view complaint = {});  // the form, as a 401

  // The handler, behind the door.
  http::Handler guarded(http::Handler inner) const;

 private:
  std::string token_;
};

}  // namespace admin
