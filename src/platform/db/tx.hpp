// Tx: an open transaction, and the rows it reads. Parameters are $1, $2, … in order of first appearance.
// Values: 64-bit integers (also for ids, times in UTC ms, and booleans as 0/1), doubles, UTF-8 text, bytes, null.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/base/clock.hpp"
#include "platform/base/ids.hpp"
#include "platform/base/result.hpp"

namespace db {

enum class Engine { sqlite, postgres };

// A named SQL text; constants of this type are made from NAME.sql by tools/sql_constants.py.
struct Statement {
  std::string_view name;  // "artists.by_slug"
  std::string_view sqlite;
  std::string_view postgres;
};

// Every statement linked into the program, so that all can be prepared at start and a typo stops the boot.
std::vector<Statement>& all_statements();
struct RegisterStatement {
  explicit RegisterStatement(const Statement& s) { all_statements().push_back(s); }
};

// For columns of type blob (bytea): any bytes.
struct Bytes {
  std::string_view bytes;
};

using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string_view, Bytes>;

// Anything a module may pass as a parameter, as a Value that lives as long as its source.
inline Value param(std::nullptr_t) { return nullptr; }
inline Value param(std::nullopt_t) { return nullptr; }
inline Value param(bool v) { return std::int64_t{v}; }
inline Value param(std::integral auto v) { return static_cast<std::int64_t>(v); }
inline Value param(double v) { return v; }
inline Value param(std::string_view v) { return v; }
inline Value param(const std::string& v) { return std::string_view(v); }
inline Value param(const char* v) { return std::string_view(v); }
inline Value param(Bytes v) { return v; }
inline Value param(base::Time t) { return base::to_millis(t); }
template <class Tag>
Value param(base::Id<Tag> id) {
  return id.value;
}
template <class T>
Value param(const std::optional<T>& v) {
  return v ? param(*v) : Value{nullptr};
}

// One result row; columns by position, as the statement lists them.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t i64(int column) const = 0;       // 0 for null
  virtual double real(int column) const = 0;            // 0 for null
  virtual std::string_view text(int column) const = 0;  // "" for null; valid until the next row

  virtual std::string bytes(int column) const = 0;  // of a blob; "" for null

  std::string str(int column) const { return std::string(text(column)); }
  bool flag(int column) const { return i64(column) != 0; }
  base::Time time(int column) const { return base::from_millis(i64(column)); }
  template <class IdType>
  IdType id(int column) const {
    return IdType{i64(column)};
  }

  std::optional<std::int64_t> maybe_i64(int column) const { return is_null(column) ? std::nullopt : std::optional(i64(column)); }
  std::optional<double> maybe_real(int column) const { return is_null(column) ? std::nullopt : std::optional(real(column)); }
  std::optional<std::string> maybe_str(int column) const { return is_null(column) ? std::nullopt : std::optional(str(column)); }
  std::optional<base::Time> maybe_time(int column) const { return is_null(column) ? std::nullopt : std::optional(time(column)); }
  template <class IdType>
  std::optional<IdType> maybe_id(int column) const {
    return is_null(column) ? std::nullopt : std::optional(id<IdType>(column));
  }
};

// A broken uniqueness or foreign key; the transaction is lost. Prefer `on conflict do nothing` where it is expected.
class ConstraintError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Tx {
 public:
  virtual ~Tx() = default;
  virtual Engine engine() const = 0;

  // Runs f for every row.
  template <class F, class... P>
  void each(const Statement& s, F f, const P&... params) {
    const Value values[] = {param(params)..., Value{}};
    query(s, values, sizeof...(P), [&](const Row& row) { f(row); });
  }
  // All rows, each made into a value by f.
  template <class F, class... P>
  auto all(const Statement& s, F f, const P&... params) {
    std::vector<std::invoke_result_t<F, const Row&>> out;
    each(s, [&](const Row& row) { out.push_back(f(row)); }, params...);
    return out;
  }
  // The first row, if any.
  template <class F, class... P>
  auto one(const Statement& s, F f, const P&... params) {
    std::optional<std::invoke_result_t<F, const Row&>> out;
    each(
        s,
        [&](const Row& row) {
          if (!out) out.emplace(f(row));
        },
        params...);
    return out;
  }
  // For statements without rows; returns how many rows they changed.
  template <class... P>
  std::int64_t run(const Statement& s, const P&... params) {
    return put(Turn::usual, s, params...);
  }
  // The same for two that save a round trip each where the engine has these. Nobody waits for the first: how many rows it changed is not
  // told, and that it failed is told by what comes after it.
  template <class... P>
  void queue(const Statement& s, const P&... params) {
    put(Turn::queued, s, params...);
  }
  // The last of the transaction, committed with it: nothing may follow, and the work may not refuse or throw any more. For what changes
  // nothing when it runs again (compare and set), since a lost connection does not say whether it has.
  template <class... P>
  std::int64_t run_last(const Statement& s, const P&... params) {
    return put(Turn::last, s, params...);
  }

  // Called after the commit, on the thread that committed; not at all after a rollback. Must not throw, may be lost in a
  // crash: for telling rooms and caches, never for what must happen (enqueue a job for that).
  virtual void after_commit(std::function<void()> tell) = 0;

 protected:
  enum class Turn { usual, queued, last };
  using Rows = std::function<void(const Row&)>;
  virtual std::int64_t query(const Statement& s, const Value* values, std::size_t count, const Rows& row, Turn turn = Turn::usual) = 0;

 private:
  template <class... P>
  std::int64_t put(Turn turn, const Statement& s, const P&... params) {
    const Value values[] = {param(params)..., Value{}};
    return query(s, values, sizeof...(P), [](const Row&) {}, turn);
  }
};

}  // namespace db
