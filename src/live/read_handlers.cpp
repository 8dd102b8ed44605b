// Reading without taking part: the list as it is, and its versions.
#include <algorithm>
#include <charconv>

#include "live/asking.hpp"
#include "live/fields.hpp"
#include "setlists/ot/wire.hpp"
#include "votes/score.hpp"

namespace live {

namespace documents = setlists::documents;
namespace json = base::json;
using base::Task;
using http::Request;
using http::Response;

namespace {

constexpr int versions_at_once = 50;

std::optional<ot::Rev> rev_of(std::string_view text) {
  ot::Rev rev = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rev);
  return error == std::errc{} && end == text.data() + text.size() && rev >= 0 ? std::optional(rev) : std::nullopt;
}

base::Error no_version() { return base::not_found("setlists.unknown_version", "This setlist has no such version."); }

// Counts by item and meaning, of the songs as they are; and how sure the crowd is of what happened.
void add_votes(json::object& out, db::Tx& tx, const Asker& asker, const ot::Document& document) {
  VoteBox box;
  const auto counted = votes::tallies(tx, asker.setlist);
  box.load(counted);
  box.know(document);
  json::object counts, songs;
  std::vector<votes::Counts> all;
  for (const auto& item : document.items) {
    json::object of_item;
    for (const auto meaning : {votes::Meaning::want, votes::Meaning::expect, votes::Meaning::happened}) {
      const auto c = box.counts(item.id, meaning);
      if (c.up + c.down == 0) continue;
      of_item[votes::to_string(meaning)] = json::array{c.up, c.down};
      if (meaning != votes::Meaning::happened || !documents::happened(item)) continue;
      all.push_back({c.up, c.down});
      songs[item.id] = votes::score(all.back());
    }
    if (!of_item.empty()) {
      of_item["title"] = title_of(item);
      counts[item.id] = std::move(of_item);
    }
  }
  out["n"] = counted.n;
  out["votes"] = std::move(counts);
  out["accuracy"] = {{"whole", all.empty() ? json::value(nullptr) : json::value(votes::score(all))}, {"songs", std::move(songs)}};
  json::object mine;
  if (asker.person.id != 0)
    for (const auto& own : votes::of(tx, asker.setlist, asker.person.id)) {
      auto& of_item = mine[own.subject.item];
      if (!of_item.is_object()) of_item = json::object();
      of_item.as_object()[votes::to_string(own.subject.meaning)] = own.value;
    }
  out["mine"] = std::move(mine);
}

Task<Response> setlist(std::shared_ptr<Asking> asking, Request request) {
  const auto asker = co_await asking->asker(request, false);
  if (!asker) co_return http::json_error(asker.error(), request);
  const auto now = asking->needs().clock.now();
  auto look = [&](db::Tx& tx) {
    const auto head = documents::head(tx, asker->setlist);
    const auto setlist = setlists::by_id(tx, asker->setlist).value();
    documents::Timing timing;
    if (const auto show = shows::by_id(tx, setlist.show)) timing = documents::timing(*show, setlist);
    json::object out{{"id", setlist.id.str()},
                     {"show_id", setlist.show.str()},
                     {"artist", {{"id", setlist.artist.str()}, {"name", setlist.artist_name}, {"slug", setlist.artist_slug}}},
                     {"rev", head.rev},
                     {"doc", ot::to_json(head.document)}};
    for (auto& [key, value] : stage_members(timing, head.document, now)) out[key] = value;
    add_votes(out, tx, *asker, head.document);
    return json::value(std::move(out));
  };
  co_return http::json(co_await asking->needs().database.read(look)).with("Cache-Control", "no-store");
}

json::object as_json(const documents::Change& change) {
  const auto& r = change.revision;
  json::object out{{"rev", r.rev}, {"at", base::to_millis(r.at)}, {"by", std::to_string(r.from.person)}, {"ops", ot::to_json(r.ops)}};
  if (!change.name.empty()) out["name"] = change.name;
  if (r.from.person == 0) out["source"] = r.from.cid;
  if (r.undo_of) out["undo_of"] = *r.undo_of;
  if (r.rollback_to) out["rollback_to"] = *r.rollback_to;
  return out;
}

Task<Response> versions(std::shared_ptr<Asking> asking, Request request) {
  const auto asker = co_await asking->asker(request, false);
  if (!asker) co_return http::json_error(asker.error(), request);
  const auto before = rev_of(request.query.get("before")).value_or(0);
  auto look = [&](db::Tx& tx) {
    json::array list;
    for (const auto& change : documents::history(tx, asker->setlist, before, versions_at_once)) list.push_back(as_json(change));
    return json::value{{"head", documents::head(tx, asker->setlist).rev}, {"versions", std::move(list)}};
  };
  co_return http::json(co_await asking->needs().database.read(look)).with("Cache-Control", "no-store");
}

Task<Response> version(std::shared_ptr<Asking> asking, Request request) {
  const auto asker = co_await asking->asker(request, false);
  if (!asker) co_return http::json_error(asker.error(), request);
  const auto rev = rev_of(request.path_params.get("rev"));
  const auto compare = rev_of(request.query.get("compare"));
  auto look = [&](db::Tx& tx) -> base::Result<json::value> {
    const auto document = rev ? documents::at(tx, asker->setlist, *rev) : std::nullopt;
    if (!document) return no_version();
    json::object out{{"rev", *rev}, {"doc", ot::to_json(*document)}};
    if (request.query.find("compare")) {
      const auto other = compare ? documents::at(tx, asker->setlist, *compare) : std::nullopt;
      if (!other) return no_version();
      out["doc2"] = ot::to_json(*other);
      out["ops"] = ot::to_json(ot::diff(*document, *other));
    }
    return json::value(std::move(out));
  };
  const auto found = co_await asking->needs().database.read(look);
  co_return found ? http::json(*found).with("Cache-Control", "no-store") : http::json_error(found.error(), request);
}

// The setlist of an act at a show, made where there is none yet. Without `artist`: the headliner's.
Task<Response> setlist_of(std::shared_ptr<Asking> asking, Request request) {
  const auto id = setlists::ShowId::parse(request.path_params.get("id"));
  const auto body = parse_body(request.body.empty() ? "{}" : request.body);
  if (!body) co_return http::json_error(body.error(), request);
  const auto wanted = base::string_at(*body, "artist");
  const auto now = asking->needs().clock.now();
  auto make = [&](db::Tx& tx) -> base::Result<SetlistId> {
    const auto show = id ? shows::by_id(tx, *id) : std::nullopt;
    if (!show) return base::not_found("shows.unknown", "There is no show with this id.");
    auto artist = wanted ? setlists::ArtistId::parse(*wanted) : std::optional(show->artist);
    const auto plays = [&](const shows::Billed& act) { return act.artist && act.artist == artist; };
    if (!artist || (*artist != show->artist && std::ranges::none_of(show->bill, plays)))
      return base::not_found("shows.not_on_the_bill", "This artist does not play there.");
    return setlists::ensure(tx, now, *id, *artist);
  };
  const auto made = co_await asking->needs().database.write(make);
  if (!made) co_return http::json_error(made.error(), request);
  co_return http::json(json::object{{"id", made->str()}}).with("Location", "/api/v1/setlists/" + made->str());
}

}  // namespace

void add_read_routes(http::Router& router, std::shared_ptr<Asking> asking) {
  router.add(http::Method::post, "/api/v1/shows/{id}/setlist",
             [asking](Request request) { return setlist_of(asking, std::move(request)); });
  router.add(http::Method::get, "/api/v1/setlists/{id}", [asking](Request request) { return setlist(asking, std::move(request)); });
  router.add(http::Method::get, "/api/v1/setlists/{id}/versions",
             [asking](Request request) { return versions(asking, std::move(request)); });
  router.add(http::Method::get, "/api/v1/setlists/{id}/versions/{rev}",
             [asking](Request request) { return version(asking, std::move(request)); });
}

}  // namespace live
