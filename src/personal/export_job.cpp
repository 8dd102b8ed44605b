#include "personal/export_job.hpp"

#include "frame/words.hpp"
#include "notifications/notifications.hpp"
#include "personal/exports.sql.hpp"
#include "personal/file.hpp"
#include "platform/base/base64.hpp"
#include "platform/base/json.hpp"

namespace personal {

namespace {

namespace sql = ::exports::sql;

constexpr std::string_view make_kind = "personal.export", sweep_kind = "personal.export_sweep";

struct Order {
  UserId user;
  std::string name, email;
  base::Time asked;
};

struct TooLarge {};
// Thrown through what writes the file: the job is not this worker's any more, the export is not wanted any more, or the program stops.
struct GaveUp {};

// The file as rows, one piece a transaction: neither the file nor a transaction grows with what somebody has done here.
class Store {
 public:
  Store(jobs::Context& job, ExportId id) : job_(job), id_(id) {
    write([&](db::Tx& tx) { return tx.run(sql::drop_pieces, id_), true; });  // of a worker that died
  }
  void add(std::string_view piece) {
    const auto text = base::to_base64(piece);
    write([&](db::Tx& tx) { return tx.run(sql::add_piece, id_, position_, text) > 0; });
    ++position_;
    bytes_ += static_cast<std::int64_t>(piece.size());
    if (bytes_ > largest_export) throw TooLarge();
  }
  // The mail goes out with what it tells of, and so once.
  void finish(const Order& order, const std::string& address) {
    write([&](db::Tx& tx) {
      const auto now = job_.clock.now();
      if (tx.run(sql::finish, now, now + export_kept, bytes_, id_) == 0) return false;
      if (!order.email.empty())
        notifications::post(tx, now, order.user, order.email, notifications::Topic::security, "export_ready",
                            notifications::write(export_ready(address + "/settings/export/" + id_.str(), now + export_kept)));
      return true;
    });
  }

 private:
  template <class F>
  void write(F work) {
    if (job_.stop_requested()) throw GaveUp();
    if (!job_.database.write_now([&](db::Tx& tx) { return job_.still_mine(tx) && work(tx); })) throw GaveUp();
  }

  jobs::Context& job_;
  const ExportId id_;
  int position_ = 0;
  std::int64_t bytes_ = 0;
};

std::optional<ExportId> export_in(const boost::json::value& payload) {
  return ExportId::parse(base::string_at(payload, "export").value_or(""));
}

jobs::Outcome make(jobs::Context& job, const SiteAddress& address) {
  const auto id = export_in(job.payload);
  if (!id) return jobs::Dead{"personal.bad_payload", "The job does not say which export to make."};
  const auto order = job.database.read_now([&](db::Tx& tx) {
    return tx.one(sql::to_make, [](const db::Row& row) { return Order{row.id<UserId>(0), row.str(1), row.str(2), row.time(3)}; }, *id);
  });
  if (!order) return jobs::Done{};  // made, or the account is gone
  try {
    Store store(job, *id);
    write_file(job.database, {order->user, order->name, job.clock.now()}, [&](std::string_view piece) { store.add(piece); });
    store.finish(*order, address());
  } catch (const GaveUp&) { return jobs::Snooze{job.clock.now(), "personal.export_stopped"}; } catch (const TooLarge&) {
    return jobs::Dead{"personal.export_too_large", "The file would be over 64 MB. It has to be made by hand for this member."};
  }
  return jobs::Done{};
}

jobs::Outcome sweep(jobs::Context& job) {
  while (!job.stop_requested())
    if (job.database.write_now([&](db::Tx& tx) { return sweep_exports(tx, job.clock.now()); }) == 0) break;
  return jobs::Done{};
}

}  // namespace

notifications::Words export_ready(std::string link, base::Time until) {
  return {"Your data is ready",
          "The file with all that is stored about you is ready. It is kept until " + frame::long_date(until) +
              ", and only you can fetch it, signed in.",
          "Fetch my data", std::move(link), "If it was not you who asked for it, sign out all other devices and change your password."};
}

void enqueue_export(db::Tx& tx, base::Time now, ExportId id) {
  jobs::enqueue(tx, now,
                {.kind = std::string(make_kind),
                 .payload = boost::json::object{{"export", id.str()}},
                 .queue = jobs::Queue::medium,
                 .unique_key = "export:" + id.str()});
}

void handle_export_jobs(jobs::Runner& runner, SiteAddress address) {
  runner.handle(
      std::string(make_kind), [address = std::move(address)](jobs::Context& job) { return make(job, address); },
      [](db::Tx& tx, const boost::json::value& payload, const std::string&, const std::string&) {
        if (const auto id = export_in(payload)) tx.run(sql::drop_pieces, *id), tx.run(sql::fail, *id);
      });
  runner.handle(std::string(sweep_kind), sweep);
  runner.schedule(std::string(sweep_kind), "11 * * * *", "UTC", {.kind = std::string(sweep_kind), .payload = {}, .queue = jobs::Queue::low})
      .value();
}

}  // namespace personal
