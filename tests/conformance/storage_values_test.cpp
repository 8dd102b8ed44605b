// What goes in comes out, the same on every engine.
#include <cmath>
#include <limits>

#include "storage_fixture.hpp"

namespace db {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr Statement put = same("storage.put", "insert into vals (id, n, r, x) values ($1, $2, $3, $4)");
constexpr Statement take = same("storage.take", "select n, r, x from vals where id = $1");

struct Taken {
  std::optional<std::int64_t> n;
  std::optional<double> r;
  std::optional<std::string> x;
  bool operator==(const Taken&) const = default;
};
void PrintTo(const Taken& t, std::ostream* out) {
  *out << t.n.value_or(-1) << " " << t.r.value_or(-1) << " " << t.x.value_or("null").substr(0, 100);
}

class Values : public Storage {
 protected:
  template <class N, class R, class X>
  Taken round_trip(const N& n, const R& r, const X& x) {
    ++id_;
    return database->write_now([&](Tx& tx) {
      tx.run(put, id_, n, r, x);
      return *tx.one(take, [](const Row& row) { return Taken{row.maybe_i64(0), row.maybe_real(1), row.maybe_str(2)}; }, id_);
    });
  }
  template <class T>
  T ask(std::string_view sql, T (*read)(const Row&)) {
    return *database->read_now([&](Tx& tx) { return tx.one(same("storage.ask", sql), read); });
  }
  std::int64_t id_ = 0;
};

TEST_P(Values, IntegersOfFullRange) {
  for (const std::int64_t n :
       {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0}, std::numeric_limits<std::int64_t>::max()}) {
    EXPECT_EQ(round_trip(n, nullptr, nullptr).n, n);
  }
}

TEST_P(Values, RealsToTheLastBit) {
  for (const double r : {0.1, -0.0, 1.0 / 3, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, -123456.789, 1e22}) {
    const Taken taken = round_trip(nullptr, r, nullptr);
    EXPECT_EQ(taken.r, r);
    if (r != 0) EXPECT_EQ(std::signbit(*taken.r), std::signbit(r));  // SQLite keeps whole reals as integers, which have no -0
  }
}

TEST_P(Values, TextOfAnyScriptAndLength) {
  const std::string long_text(1 << 20, 'x');
  for (const std::string& x : {std::string(""), std::string("it's \"quoted\" \\ $1 ? %s"), std::string("Кино 東京 🎸 e\u0301"),
                               std::string("a\nb\tc\x7f"), long_text}) {
    EXPECT_EQ(round_trip(nullptr, nullptr, x).x, x);
  }
  EXPECT_EQ(round_trip(nullptr, nullptr, std::string_view()).x, "") << "an empty view is an empty text, not a null";
}

TEST_P(Values, BytesOfEveryValue) {
  std::string every;
  for (int i = 0; i < 256; ++i) every.push_back(static_cast<char>(i));
  const auto round = [&](const auto& bytes) {
    ++id_;
    return database->write_now([&](Tx& tx) {
      tx.run(same("storage.put_bytes", "insert into blobs (id, b) values ($1, $2)"), id_, bytes);
      return *tx.one(
          same("storage.take_bytes", "select b from blobs where id = $1"),
          [](const Row& row) { return std::pair(row.is_null(0), row.bytes(0)); }, id_);
    });
  };
  for (const auto& bytes : {every, std::string(), std::string("\\x00"), std::string(100'000, '\xff')})
    EXPECT_EQ(round(Bytes{bytes}), std::pair(false, bytes));
  EXPECT_EQ(round(Bytes{}), std::pair(false, std::string())) << "no bytes are not a null";
  EXPECT_EQ(round(nullptr), std::pair(true, std::string()));
}

TEST_P(Values, NullsReadAsNothing) {
  EXPECT_EQ(round_trip(nullptr, std::optional<double>(), std::nullopt), Taken());
  database->read_now([&](Tx& tx) {
    tx.each(
        take,
        [](const Row& row) {
          EXPECT_TRUE(row.is_null(0));
          EXPECT_EQ(row.i64(0), 0);
          EXPECT_EQ(row.real(1), 0);
          EXPECT_EQ(row.text(2), "");
        },
        id_);
  });
}

TEST_P(Values, BooleansTimesIdsAndOptionalsAreParameters) {
  struct ThingTag;
  const auto id = base::Id<ThingTag>::make();
  const auto now = base::from_millis(1'790'000'000'123);
  EXPECT_EQ(round_trip(true, nullptr, nullptr).n, 1);
  EXPECT_EQ(round_trip(id, nullptr, nullptr).n, id.value);
  EXPECT_EQ(round_trip(now, std::optional(2.5), std::optional<std::string>("there")), (Taken{1'790'000'000'123, 2.5, "there"}));
  EXPECT_EQ(round_trip(std::optional(now), 1.0, "c").n, base::to_millis(now));
}

TEST_P(Values, TruthOfAnExpressionIsOneOrZero) {
  EXPECT_EQ(ask("select 1 = 1", +[](const Row& r) { return r.i64(0); }), 1);
  EXPECT_EQ(ask("select exists (select 1 from vals)", +[](const Row& r) { return r.flag(0); }), false);
  EXPECT_EQ(ask("select 1 = 1", +[](const Row& r) { return r.str(0); }), "1");
  EXPECT_EQ(ask("select 1 = 2", +[](const Row& r) { return r.real(0); }), 0);
}

TEST_P(Values, SumsAndAveragesConvert) {
  round_trip(std::int64_t{1} << 60, 1.5, "a");
  round_trip(3, 2.5, "b");
  EXPECT_EQ(ask("select sum(n) from vals", +[](const Row& r) { return r.i64(0); }), (std::int64_t{1} << 60) + 3);
  EXPECT_EQ(ask("select avg(r) from vals", +[](const Row& r) { return r.real(0); }), 2);
  EXPECT_EQ(ask("select sum(r) from vals", +[](const Row& r) { return r.i64(0); }), 4);
  EXPECT_EQ(ask("select r from vals where n = 3", +[](const Row& r) { return r.i64(0); }), 2) << "the fraction is cut";
  EXPECT_EQ(ask("select avg(n) from vals where n = 3", +[](const Row& r) { return r.i64(0); }), 3);
}

TEST_P(Values, TextThatBothEnginesCannotKeepIsRefused) {
  using namespace std::string_literals;
  for (const std::string& bad :
       {"a\0b"s, "\xff"s, "\xc3"s, "plain text of some length \xed\xa0\x80"s, "\xf4\x90\x80\x80"s, "\xc0\xaf"s, "12345678\0"s}) {
    EXPECT_EQ(code_thrown_by([&] { round_trip(nullptr, nullptr, bad); }), "db.text_invalid");
  }
  EXPECT_EQ(code_thrown_by([&] { round_trip(nullptr, std::nan(""), "x"); }), "db.number_invalid");
  EXPECT_EQ(code_thrown_by([&] { round_trip(nullptr, HUGE_VAL, "x"); }), "db.number_invalid");
}

TEST_P(Values, RunCountsChangedRows) {
  round_trip(1, 1.0, "a");
  round_trip(2, 2.0, "b");
  database->write_now([](Tx& tx) {
    EXPECT_EQ(tx.run(same("storage.all", "update vals set n = n + 1")), 2);
    EXPECT_EQ(tx.run(same("storage.none", "delete from vals where id = $1"), 77), 0);
    EXPECT_EQ(tx.run(same("storage.again", "insert into vals (id) values ($1) on conflict do nothing"), 1), 0);
    EXPECT_EQ(tx.run(same("storage.upsert", "insert into vals (id, n) values ($1, 9) on conflict (id) do update set n = excluded.n"), 1),
              1);
    EXPECT_EQ(tx.run(same("storage.select", "select id from vals")), 0);
    EXPECT_EQ(tx.all(
                    same("storage.returning", "delete from vals where id < $1 returning n"), [](const Row& r) { return r.i64(0); }, 2)
                  .size(),
              1);
  });
}

TEST_P(Values, AParameterMayAppearTwice) {
  round_trip(5, nullptr, "x");
  const auto found = database->read_now([](Tx& tx) {
    return tx.all(
        same("storage.twice", "select n from vals where (n = $1 or n = $2) and n = $1"), [](const Row& r) { return r.i64(0); }, 5, 6);
  });
  EXPECT_THAT(found, ElementsAre(5));
}

TEST_P(Values, LikeTellsCaseApart) {
  EXPECT_FALSE(ask("select 'Abc' like 'a%'", +[](const Row& r) { return r.flag(0); }));
  EXPECT_TRUE(ask("select 'Abc' like 'A%'", +[](const Row& r) { return r.flag(0); }));
}

TEST_P(Values, AMisspeltColumnIsNotAText) {
  EXPECT_THROW(ask("select \"nosuch\" from vals", +[](const Row& r) { return r.flag(0); }), std::runtime_error);
}

TEST_P(Values, AWrongNumberOfParametersIsABug) {
  try {
    database->read_now([](Tx& tx) { tx.one(take, [](const Row& r) { return r.i64(0); }); });
    FAIL();
  } catch (const std::exception& e) { EXPECT_THAT(e.what(), HasSubstr("storage.take")); }
}

TEST_P(Values, AStatementMayRunInsideItsOwnRows) {
  for (int i = 0; i < 3; ++i) round_trip(i, nullptr, nullptr);
  std::string seen;
  const Statement all = same("storage.rows", "select n from vals order by n");
  database->read_now([&](Tx& tx) {
    tx.each(all, [&](const Row& outer) {
      tx.each(all, [&](const Row& inner) { seen += std::to_string(outer.i64(0)) + std::to_string(inner.i64(0)) + " "; });
    });
  });
  EXPECT_EQ(seen, "00 01 02 10 11 12 20 21 22 ");
}

INSTANTIATE_TEST_SUITE_P(Engines, Values, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace db
