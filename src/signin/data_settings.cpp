// Settings: the file with all that is stored about a member (ACC-4).
#include "frame/words.hpp"
#include "personal/exports.hpp"
#include "signin/settings_look.hpp"

namespace signin {

namespace {

using personal::ExportId;

Task<Response> ask(std::shared_ptr<const Desk> desk, Request request) {
  const auto form = request.form();
  const auto seen = co_await look(*desk, request);
  if (const auto trouble = wrong_form(*desk, seen, form)) co_return refused(seen, *trouble);
  auto work = [&](db::Tx& tx) -> base::Result<personal::Export> {
    auto asked = personal::ask_export(tx, desk->now(), seen.account->id);
    if (asked) accounts::note_event(tx, desk->now(), seen.account->id, "data_export_asked", request);
    return asked;
  };
  const auto asked = co_await desk->needs().database.write(work);
  if (!asked) {
    Complaint complaint{asked.error()};
    if (const auto next = seen.page.exported ? seen.page.exported->next() : std::nullopt; next && *next > desk->now())
      complaint.wait = *next - desk->now();
    co_return refused(seen, complaint);
  }
  co_return to("/settings?done=export#data-part", {});
}

// Whose it is not cannot tell it from one that is not there.
Task<Response> fetch(std::shared_ptr<const Desk> desk, Request request) {
  const auto id = ExportId::parse(request.path_params.get("id"));
  struct Found {
    personal::Export file;
    std::string bytes;
  };
  auto find = [&](db::Tx& tx) -> std::optional<Found> {
    const auto visitor = accounts::visitor(tx, desk->needs().keys, desk->now(), request);
    const auto file = visitor && id ? personal::find_export(tx, desk->now(), visitor->id, *id) : std::nullopt;
    return file ? std::optional(Found{*file, personal::export_bytes(tx, *id)}) : std::nullopt;
  };
  const auto found = co_await desk->needs().database.read(find);
  if (!found)
    co_return frame::error_response(
        request,
        base::not_found("personal.no_export", "There is no such file, or it was deleted. In the settings you can ask for a new one."));
  auto response = http::text(200, found->bytes, "application/zip");
  response.with("Content-Disposition", "attachment; filename=\"the-set-" + frame::iso(found->file.asked).substr(0, 10) + ".zip\"");
  co_return std::move(response.with("Cache-Control", "no-store"));
}

}  // namespace

void add_data_routes(http::Router& router, std::shared_ptr<const Desk> desk) {
  router.add(http::Method::post, "/settings/export", [desk](Request r) { return ask(desk, std::move(r)); });
  router.add(http::Method::get, "/settings/export/{id}", [desk](Request r) { return fetch(desk, std::move(r)); });
}

}  // namespace signin
