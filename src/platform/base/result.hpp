// Result<T>: an expected outcome, either a value or an Error with a stable code.
// Exceptions are kept for bugs and lost I/O. Built on boost::system::result.
#pragma once
#include <boost/system/result.hpp>
#include <string>
#include <utility>

namespace base {

// What went wrong in general; platform/http maps each to one HTTP status.
enum class Kind {
  invalid,       // 400: the request cannot be understood
  unauthorized,  // 401
  forbidden,     // 403
  not_found,     // 404
  conflict,      // 409
  too_large,     // 413
  rejected,      // 422: understood, but a rule forbids it
  rate_limited,  // 429
  internal,      // 500
  unavailable,   // 503: try again later
};

struct Error {
  Kind kind = Kind::internal;
  std::string code;     // stable, for programs: "votes.setlist_closed"
  std::string message;  // for a person: what happened, what was kept, what to do
};

class ErrorException : public std::exception {
 public:
  explicit ErrorException(Error error) : error_(std::move(error)) {}
  const char* what() const noexcept override { return error_.message.c_str(); }
  const Error& error() const { return error_; }

 private:
  Error error_;
};

// Found by argument-dependent look-up when .value() is called on an error.
[[noreturn]] inline void throw_exception_from_error(const Error& e, const boost::source_location&) { throw ErrorException(e); }

template <class T>
using Result = boost::system::result<T, Error>;

inline Error invalid(std::string code, std::string message) { return {Kind::invalid, std::move(code), std::move(message)}; }
inline Error not_found(std::string code, std::string message) { return {Kind::not_found, std::move(code), std::move(message)}; }
inline Error unavailable(std::string code, std::string message) { return {Kind::unavailable, std::move(code), std::move(message)}; }

template <class T>
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<Result<T>> = true;

}  // namespace base
