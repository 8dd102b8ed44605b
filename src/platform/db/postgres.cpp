#include "platform/db/postgres.hpp"

#include "platform/db/pg_pool.hpp"

namespace db {

namespace {

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(const std::string& url, PostgresLimits limits) : pool_(url, limits) {}
  Engine engine() const override { return Engine::postgres; }

 protected:
  bool reads_inline() const override { return false; }

  void submit(Access access, Work work, std::function<void(std::exception_ptr)> done) override {
    refuse_nested();
    pool_.submit({std::move(work), std::move(done)}, mode(access));
  }

  void execute(Access access, const Work& work) override {
    refuse_nested();
    pool_.run(work, mode(access));
  }

 private:
  static PgTx::Mode mode(Access access) { return access == Access::read ? PgTx::Mode::read : PgTx::Mode::write; }

  PgPool pool_;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& url, PostgresLimits limits) {
  // Asked first, because the complaints of a connection attempt would quote the password.
  struct Free {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
  };
  if (!std::unique_ptr<PQconninfoOption, Free>(PQconninfoParse(url.c_str(), nullptr))) {
    throw base::ErrorException(
        base::invalid("db.url_invalid", "The connection string of the database is not one that PostgreSQL understands."));
  }
  return std::make_unique<PostgresDatabase>(url, limits);
}

}  // namespace db
