// After all migrations both engines hold the same tables, columns, keys and indexes.
#include <algorithm>
#include <map>
#include <set>

#include "storage_fixture.hpp"

namespace db {
namespace {

using Lines = std::set<std::string>;

// Each engine's catalogue, told in the same words; only type names are translated.
struct Catalogue {
  Statement columns;       // table, column, type, nullable
  Statement indexes;       // table, index, unique, partial, column (in order)
  Statement foreign_keys;  // table, key, column, other table, other column, on delete (in order)
};

const Catalogue& catalogue(Engine engine) {
  static constexpr Catalogue sqlite{{"schema.columns", R"(select m.name, c.name, lower(c.type), c."notnull" = 0 and c.pk = 0
          from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite\_%' escape '\')",
                                     ""},
                                    {"schema.indexes", R"(select m.name, i.name, i."unique", i.partial, coalesce(c.name, '(expression)')
          from sqlite_master m join pragma_index_list(m.name) i join pragma_index_info(i.name) c where m.type = 'table'
          union all select m.name, 'rowid', 1, 0, c.name from sqlite_master m join pragma_table_info(m.name) c
          where m.type = 'table' and c.pk > 0 and not exists (select 1 from pragma_index_list(m.name) where origin = 'pk')
          order by 1, 2)",
                                     ""},
                                    {"schema.foreign_keys", R"(select m.name, f.id, f."from", f."table", f."to", lower(f.on_delete)
          from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table' order by m.name, f.id, f.seq)",
                                     ""}};
  static constexpr Catalogue postgres{
      {"schema.columns", "", R"(select table_name, column_name, data_type, is_nullable = 'YES'
          from information_schema.columns join information_schema.tables using (table_schema, table_name)
          where table_schema = current_schema() and table_type = 'BASE TABLE')"},
      {"schema.indexes", "", R"(select t.relname, x.relname, i.indisunique, i.indpred is not null, coalesce(a.attname, '(expression)')
          from pg_index i join pg_class t on t.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
          cross join lateral unnest(i.indkey) with ordinality k (number, place)
          left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number and k.number > 0
          where t.relnamespace = current_schema()::regnamespace order by t.relname, x.relname, k.place)"},
      {"schema.foreign_keys", "", R"(select t.relname, c.oid, a.attname, r.relname, b.attname,
            case c.confdeltype when 'c' then 'cascade' when 'n' then 'set null' when 'r' then 'restrict' when 'd' then 'set default' else 'no action' end
          from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class r on r.oid = c.confrelid
          cross join lateral unnest(c.conkey, c.confkey) with ordinality k (own, other, place)
          join pg_attribute a on a.attrelid = t.oid and a.attnum = k.own join pg_attribute b on b.attrelid = r.oid and b.attnum = k.other
          where c.contype = 'f' and t.relnamespace = current_schema()::regnamespace order by t.relname, c.oid, k.place)"}};
  return engine == Engine::sqlite ? sqlite : postgres;
}

std::string common_type(const std::string& type) {
  static const std::map<std::string, std::string> known{{"bigint", "integer"}, {"integer", "integer"}, {"double precision", "real"},
                                                        {"real", "real"},      {"text", "text"},       {"bytea", "blob"},
                                                        {"blob", "blob"}};
  const auto found = known.find(type);
  return found == known.end() ? "unknown type " + type : found->second;
}

Lines columns_of(Tx& tx) {
  Lines lines;
  tx.each(catalogue(tx.engine()).columns, [&](const Row& r) {
    lines.insert(r.str(0) + "." + r.str(1) + " " + common_type(r.str(2)) + (r.flag(3) ? " null" : " not null"));
  });
  return lines;
}

// Index names may differ (keys have names of the engine's making); what they cover may not.
Lines indexes_of(Tx& tx) {
  std::map<std::string, std::string> columns;
  tx.each(catalogue(tx.engine()).indexes, [&](const Row& r) {
    std::string& line = columns[r.str(0) + "." + r.str(1)];
    line += line.empty() ? r.str(0) + (r.flag(2) ? " unique" : " index") + (r.flag(3) ? " partial" : "") + ": " : ", ";
    line += r.str(4);
  });
  Lines lines;
  for (const auto& [name, line] : columns) lines.insert(line);
  return lines;
}

Lines foreign_keys_of(Tx& tx) {
  std::map<std::string, std::string> keys;
  tx.each(catalogue(tx.engine()).foreign_keys, [&](const Row& r) {
    keys[r.str(0) + "." + r.str(1)] += r.str(0) + "." + r.str(2) + " -> " + r.str(3) + "." + r.str(4) + " on delete " + r.str(5) + "; ";
  });
  Lines lines;
  for (const auto& [name, line] : keys) lines.insert(line);
  return lines;
}

std::string missing(const Lines& from, const Lines& in) {
  Lines lines;
  std::ranges::set_difference(in, from, std::inserter(lines, lines.end()));
  std::string text;
  for (const std::string& line : lines) text += "  " + line + "\n";
  return text;
}

TEST(Schemas, OfBothEnginesAreTheSame) {
  if (support::engines().size() < 2) GTEST_SKIP() << "no PostgreSQL server";
  support::TestDatabase sqlite{Engine::sqlite}, postgres{Engine::postgres};
  const std::pair<const char*, Lines (*)(Tx&)> parts[] = {
      {"columns", columns_of}, {"indexes", indexes_of}, {"foreign keys", foreign_keys_of}};
  for (const auto& [what, list] : parts) {
    const Lines in_sqlite = sqlite->read_now([&, read = list](Tx& tx) { return read(tx); });
    const Lines in_postgres = postgres->read_now([&, read = list](Tx& tx) { return read(tx); });
    EXPECT_FALSE(in_sqlite.empty());
    EXPECT_EQ(in_sqlite, in_postgres) << what << " only in SQLite:\n"
                                      << missing(in_postgres, in_sqlite) << what << " only in PostgreSQL:\n"
                                      << missing(in_sqlite, in_postgres);
  }
}

}  // namespace
}  // namespace db
