// The tables on which storage is tried out, and the statements over them.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/database.hpp"

namespace db {

constexpr Statement same(std::string_view name, std::string_view sql) { return {name, sql, sql}; }

inline constexpr Statement create_values =
    same("storage.create_values", "create table vals (id bigint primary key, n bigint, r double precision, x text)");
inline constexpr Statement create_blobs{"storage.create_blobs", "create table blobs (id bigint primary key, b blob)",
                                        "create table blobs (id bigint primary key, b bytea)"};
inline constexpr Statement create_counters =
    same("storage.create_counters", "create table counters (id bigint primary key, n bigint not null)");
inline constexpr Statement create_children = same("storage.create_children",
                                                  "create table children (id bigint primary key, counter bigint references counters (id), "
                                                  "late bigint references counters (id) deferrable initially deferred)");

inline constexpr Statement insert_counter = same("storage.insert_counter", "insert into counters (id, n) values ($1, $2)");
inline constexpr Statement insert_child = same("storage.insert_child", "insert into children (id, counter, late) values ($1, $2, $3)");
inline constexpr Statement increment = same("storage.increment", "update counters set n = n + 1 where id = $1");
inline constexpr Statement counter = same("storage.counter", "select n from counters where id = $1");
inline constexpr Statement counters = same("storage.counters", "select id from counters order by id");

class Storage : public testing::TestWithParam<Engine> {
 protected:
  Storage() {
    database->write_now([](Tx& tx) {
      for (const Statement& s : {create_values, create_blobs, create_counters, create_children}) tx.run(s);
    });
  }
  void add_counter(std::int64_t id, std::int64_t n = 0) {
    database->write_now([&](Tx& tx) { tx.run(insert_counter, id, n); });
  }
  std::optional<std::int64_t> value_of(std::int64_t id) {
    return database->read_now([&](Tx& tx) { return tx.one(counter, [](const Row& row) { return row.i64(0); }, id); });
  }
  std::vector<std::int64_t> ids() {
    return database->read_now([](Tx& tx) { return tx.all(counters, [](const Row& row) { return row.i64(0); }); });
  }

  support::TestDatabase database{GetParam(), support::TestDatabase::Schema::empty};
};

// The stable code of what f throws; "" when it throws nothing.
template <class F>
std::string code_thrown_by(F f) {
  try {
    f();
  } catch (const base::ErrorException& e) { return e.error().code; }
  return "";
}

}  // namespace db
