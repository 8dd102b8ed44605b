// The schema moves forward only, the same on every engine.
#include <thread>

#include "platform/db/migrations.hpp"
#include "storage_fixture.hpp"

namespace db {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Migration first{1, "things",
                      "create table things (id bigint primary key);\n-- a comment; with a semicolon\ninsert into things (id) values (1);"};
const Migration second{2, "more", "create table more (id bigint primary key, thing bigint references things (id));"};
const Migration third{5, "names", "alter table things add column name text; update things set name = 'a;b';"};
const Migration broken{3, "broken", "create table half (id bigint); insert into nowhere (id) values (1);"};

class Migrations : public testing::TestWithParam<Engine> {
 protected:
  base::Result<int> migrate(const std::vector<Migration>& list) { return db::migrate(database, list, clock.now()); }
  std::string code_of(const std::vector<Migration>& list) {
    const auto pending = pending_migrations(database, list);
    const auto migrated = migrate(list);
    if (migrated) return "";
    EXPECT_EQ(pending.error().code, migrated.error().code);
    return migrated.error().code;
  }
  bool can_read(std::string_view table) {
    try {
      database->read_now([&](Tx& tx) { tx.run(same("storage.any", "select * from " + std::string(table))); });
      return true;
    } catch (const std::runtime_error&) { return false; }
  }
  std::vector<std::string> applied() {
    return database->read_now([](Tx& tx) {
      return tx.all(same("storage.applied", "select version, name, applied_at from schema_migrations order by version"),
                    [](const Row& r) { return r.str(0) + " " + r.str(1) + " " + r.str(2); });
    });
  }

  base::FakeClock clock{base::from_millis(1000)};
  support::TestDatabase database{GetParam(), support::TestDatabase::Schema::empty};
};

TEST_P(Migrations, ApplyWhatIsMissingOnce) {
  EXPECT_EQ(pending_migrations(database, {first, second}).value(), 2);
  EXPECT_FALSE(can_read("schema_migrations")) << "asking changes nothing";
  EXPECT_EQ(migrate({first}).value(), 1);
  clock.advance(base::Duration(5));
  EXPECT_EQ(pending_migrations(database, {first, second, third}).value(), 2);
  EXPECT_EQ(migrate({first, second, third}).value(), 2);
  EXPECT_EQ(migrate({first, second, third}).value(), 0);
  EXPECT_THAT(applied(), ElementsAre("1 things 1000", "2 more 1005", "5 names 1005"));
  EXPECT_TRUE(can_read("more"));
}

TEST_P(Migrations, AnEmptyListOnAnEmptyDatabaseIsFine) { EXPECT_EQ(migrate({}).value(), 0); }

TEST_P(Migrations, AFailingOneLeavesNothingButThoseBefore) {
  EXPECT_THROW(static_cast<void>(migrate({first, second, broken})), std::runtime_error);
  EXPECT_THAT(applied(), ElementsAre("1 things 1000", "2 more 1000"));
  EXPECT_FALSE(can_read("half"));
  EXPECT_EQ(migrate({first, second, third}).value(), 1);
}

TEST_P(Migrations, RefuseADatabaseOfANewerProgram) {
  ASSERT_TRUE(migrate({first, second}));
  EXPECT_EQ(code_of({first}), "db.schema_newer");
  EXPECT_EQ(code_of({}), "db.schema_newer");
  EXPECT_THAT(migrate({first}).error().message, HasSubstr("version 2"));
}

TEST_P(Migrations, RefuseAChangedOne) {
  ASSERT_TRUE(migrate({first, second}));
  Migration changed = first;
  changed.sql += " ";
  EXPECT_EQ(code_of({changed, second, third}), "db.migration_changed");
  EXPECT_FALSE(applied().size() > 2);
}

TEST_P(Migrations, RefuseGapsInEitherDirection) {
  ASSERT_TRUE(migrate({first, third}));
  EXPECT_EQ(code_of({first, second, third}), "db.migration_order");
  EXPECT_EQ(code_of({third}), "db.migration_missing");
}

TEST_P(Migrations, ManyMigratorsAtOnceApplyEachOnce) {
  std::atomic<int> count = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        auto own = database.open_again();
        count += db::migrate(*own, {first, second, third}, clock.now()).value();
      });
    }
  }
  EXPECT_EQ(count, 3);
  EXPECT_EQ(applied().size(), 3);
}

TEST_P(Migrations, PreparedStatementsSurviveAChangeOfTheirTables) {
  ASSERT_TRUE(migrate({first}));
  const Statement all = same("storage.things", "select * from things");
  const auto read = [&] { return database->read_now([&](Tx& tx) { return tx.all(all, [](const Row& r) { return r.i64(0); }); }); };
  for (int i = 0; i < 8; ++i) EXPECT_THAT(read(), ElementsAre(1));  // on every connection
  ASSERT_TRUE(db::migrate(*database.open_again(), {first, second, third}, clock.now()));
  for (int i = 0; i < 8; ++i) EXPECT_THAT(read(), ElementsAre(1));
}

TEST_P(Migrations, EveryStatementOfTheProgramIsPreparedAndATypoIsNamed) {
  ASSERT_TRUE(migrate({first}));
  ASSERT_TRUE(prepare_all(database));
  all_statements().push_back(same("storage.typo", "selekt 1"));
  const auto typo = prepare_all(database);
  all_statements().back() = same("storage.wrong_table", "insert into nowhere (id) values ($1)");
  const auto wrong_table = prepare_all(database);
  all_statements().pop_back();
  EXPECT_EQ(typo.error().code, "db.statement_invalid");
  EXPECT_THAT(typo.error().message, HasSubstr("storage.typo"));
  EXPECT_THAT(wrong_table.error().message, HasSubstr("storage.wrong_table"));
}

TEST_P(Migrations, TheProgramCarriesThoseOfItsSources) {
  const auto folder = support::source_dir() / "db/migrations" / (GetParam() == Engine::sqlite ? "sqlite" : "postgres");
  const auto from_files = read_migrations(folder);
  const auto embedded = embedded_migrations(GetParam());
  ASSERT_EQ(embedded.size(), from_files.size());
  for (std::size_t i = 0; i < embedded.size(); ++i) {
    EXPECT_EQ(embedded[i].version, from_files[i].version);
    EXPECT_EQ(embedded[i].name, from_files[i].name);
    EXPECT_EQ(embedded[i].sql, from_files[i].sql) << embedded[i].name;
  }
  EXPECT_EQ(migrate(embedded).value(), static_cast<int>(embedded.size()));
}

INSTANTIATE_TEST_SUITE_P(Engines, Migrations, testing::ValuesIn(support::engines()), support::engine_name);

}  // namespace
}  // namespace db
