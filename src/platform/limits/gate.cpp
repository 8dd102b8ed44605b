#include <functional>

#include "platform/limits/detail/ledger.hpp"
#include "platform/limits/limits.sql.hpp"
#include "platform/metrics/metrics.hpp"

namespace limits {
namespace {

class DatabaseGate final : public Gate {
 public:
  DatabaseGate(db::Database& database, const base::Clock& clock, Policy policy)
      : database_(database), clock_(clock), policy_(std::move(policy)) {}

  Decision reserve(Urgency urgency) override {
    Decision decision;
    change([&](Ledger& ledger) {
      decision = ledger.reserve(policy_, urgency);
      return std::holds_alternative<Go>(decision);
    });
    const auto* wait = std::get_if<Wait>(&decision);
    metrics::counter("limits_decisions_total", "Reservations by what was answered.",
                     {{"service", policy_.service}, {"decision", wait ? wait->reason : "go"}})
        .add();
    return decision;
  }

  void succeeded() override {
    // Nearly every call succeeds with nothing to change: that takes no lock.
    const auto clean = [&](db::Tx& tx) {
      const auto ledger = tx.one(sql::service, read_service, policy_.service);
      return !ledger || (ledger->failures == 0 && !ledger->open_until);
    };
    if (!database_.read_now(clean)) change([](Ledger& ledger) { return ledger.succeeded(), true; });
  }

  void failed() override {
    change([&](Ledger& ledger) { return ledger.failed(policy_), true; });
  }

  void close_until(base::Time until, std::string reason) override {
    change([&](Ledger& ledger) { return ledger.close_until(until, reason), true; });
  }

  Status status() override {
    const auto read = [&](db::Tx& tx) {
      Ledger ledger = tx.one(sql::service, read_service, policy_.service).value_or(Ledger{});
      read_budgets(tx, ledger);
      return ledger;
    };
    Ledger ledger = database_.read_now(read);
    ledger.advance_to(clock_.now());
    return ledger.status(policy_);
  }

 private:
  static Ledger read_service(const db::Row& r) {
    Ledger ledger;
    ledger.touched = r.time(0);
    ledger.failures = static_cast<int>(r.i64(1));
    ledger.open_until = r.maybe_time(2);
    ledger.trial_until = r.maybe_time(3);
    ledger.closed_until = r.maybe_time(4);
    ledger.closed_reason = r.str(5);
    return ledger;
  }

  void read_budgets(db::Tx& tx, Ledger& ledger) const {
    const auto read = [&](const db::Row& r) {
      const base::Duration per{r.i64(1)};
      if (r.text(0) == "rate") ledger.arrivals[per] = r.i64(2);
      else ledger.quotas[per] = {r.i64(2), r.time(3)};
    };
    tx.each(sql::budgets, read, policy_.service);
  }

  Ledger hold(db::Tx& tx) const {
    auto ledger = tx.one(sql::hold_service, read_service, policy_.service);
    if (!ledger) {
      tx.run(sql::add_service, policy_.service, clock_.now());
      ledger = tx.one(sql::hold_service, read_service, policy_.service);
    }
    read_budgets(tx, *ledger);
    return *ledger;
  }

  void save(db::Tx& tx, const Ledger& l) const {
    tx.run(sql::save_service, l.touched, l.failures, l.open_until, l.trial_until, l.closed_until, l.closed_reason, policy_.service);
    for (const auto& [per, arrival] : l.arrivals) tx.run(sql::save_budget, policy_.service, "rate", per.count(), arrival, 0);
    for (const auto& [per, quota] : l.quotas) tx.run(sql::save_budget, policy_.service, "quota", per.count(), quota.used, quota.window);
  }

  // Under the lock of the service's row: processes decide one after the other. `alter` says whether there is something to save.
  void change(const std::function<bool(Ledger&)>& alter) {
    database_.write_now([&](db::Tx& tx) {
      Ledger ledger = hold(tx);
      const bool moved = ledger.advance_to(clock_.now());
      if (alter(ledger) || moved) save(tx, ledger);
    });
  }

  db::Database& database_;
  const base::Clock& clock_;
  const Policy policy_;
};

class OpenGate final : public Gate {
 public:
  Decision reserve(Urgency) override { return Go{}; }
  void succeeded() override {}
  void failed() override {}
  void close_until(base::Time, std::string) override {}
  Status status() override { return {.service = "open", .quotas = {}, .closed_until = {}, .closed_reason = {}}; }
};

}  // namespace

std::unique_ptr<Gate> make_gate(db::Database& database, const base::Clock& clock, Policy policy) {
  return std::make_unique<DatabaseGate>(database, clock, std::move(policy));
}

std::unique_ptr<Gate> open_gate() { return std::make_unique<OpenGate>(); }

}  // namespace limits
