#include "artists/song_groups.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "artists/song_match.hpp"

namespace artists {

namespace {

constexpr std::size_t most_of_one_isrc = 8;  // more titles than that under one ISRC are a mistake of the service

struct Evidence {
  std::size_t a = 0, b = 0;
  std::string how;
  double score = 0;
  std::string reason;
};

std::string both(const KnownTitle& a, const KnownTitle& b) { return "“" + a.title + "” and “" + b.title + "”"; }

bool on_one_record(const KnownTitle& a, const KnownTitle& b) {
  return std::ranges::any_of(a.albums, [&](std::int64_t album) { return b.albums.contains(album); });
}

// Calls f for each pair of titles that share a key, the first of them first.
template <class F>
void each_pair(const std::map<std::string, std::vector<std::size_t>>& by_key, std::size_t most, F f) {
  for (const auto& [key, those] : by_key)
    for (std::size_t i = 0; those.size() <= most && i < those.size(); ++i)
      for (std::size_t j = i + 1; j < those.size(); ++j) f(those[i], those[j]);
}

class Grouper {
 public:
  Grouper(const std::vector<KnownTitle>& titles, const std::vector<Pair>& said) : titles_(titles), said_(said), parent_(titles.size()) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    result_.titles.resize(titles.size());
  }

  Grouping group() && {
    for (const Pair& pair : said_)
      if (pair.same) evidence_.push_back({pair.a, pair.b, "person", 1, "a person said that they are one"});
    by_isrc();
    by_spelling();
    std::ranges::sort(evidence_, {}, [](const Evidence& e) { return std::tuple(e.how != "person", -e.score, e.a, e.b); });
    for (const Evidence& e : evidence_) join(e);
    show_best();
    by_slip();
    std::erase_if(result_.unsure, [&](const Doubt& d) { return root(d.a) == root(d.b) || said_different(d.a, d.b); });
    std::ranges::sort(result_.unsure, {}, [](const Doubt& d) { return std::tuple(d.a, d.b, -d.score); });
    const auto again = std::ranges::unique(result_.unsure, [](const Doubt& x, const Doubt& y) { return x.a == y.a && x.b == y.b; });
    result_.unsure.erase(again.begin(), again.end());
    return std::move(result_);
  }

 private:
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  bool said_different(std::size_t a, std::size_t b) const {
    return std::ranges::any_of(said_, [&](const Pair& p) { return !p.same && std::minmax(p.a, p.b) == std::minmax(a, b); });
  }
  bool kept_apart(std::size_t a, std::size_t b) {
    return std::ranges::any_of(
        said_, [&](const Pair& p) { return !p.same && ((root(p.a) == a && root(p.b) == b) || (root(p.a) == b && root(p.b) == a)); });
  }
  void join(const Evidence& e) {
    const std::size_t a = root(e.a), b = root(e.b);
    if (a == b || kept_apart(a, b)) return;
    parent_[std::max(a, b)] = std::min(a, b);
    for (const std::size_t i : {e.a, e.b})
      if (auto& belongs = result_.titles[i]; belongs.reason.empty())
        belongs.how = e.how, belongs.score = e.score, belongs.reason = e.reason;
  }
  // Of each song the title that is shown: a recorded one, spelt as it should be.
  void show_best() {
    std::vector<std::size_t> best(titles_.size());
    std::iota(best.begin(), best.end(), std::size_t{0});
    const auto rank = [&](std::size_t i) { return std::tuple(!titles_[i].recorded(), std::string_view(titles_[i].rank), i); };
    for (std::size_t i = 0; i < titles_.size(); ++i)
      if (rank(i) < rank(best[root(i)])) best[root(i)] = i;
    for (std::size_t i = 0; i < titles_.size(); ++i) {
      const std::size_t shown = best[root(i)];
      if (shown == i) result_.titles[i] = Belongs{i};
      else result_.titles[i].to = shown;
    }
  }

  void by_isrc() {
    std::map<std::string, std::vector<std::size_t>> bearers;
    for (std::size_t i = 0; i < titles_.size(); ++i)
      for (const std::string& isrc : titles_[i].isrcs)
        if (!titles_[i].medley) bearers[isrc].push_back(i);
    each_pair(bearers, most_of_one_isrc, [&](std::size_t a, std::size_t b) {
      const std::string one = "recordings of " + both(titles_[a], titles_[b]) + " have one ISRC";
      if (may_be_one(titles_[a].key, titles_[b].key)) evidence_.push_back({a, b, "isrc", 0.97, one + ", and the titles are alike"});
      else result_.unsure.push_back({a, b, 0.5, one + ", but the titles differ"});
    });
  }
  void by_spelling() {
    std::map<std::string, std::vector<std::size_t>> spelt;
    for (std::size_t i = 0; i < titles_.size(); ++i)
      if (!titles_[i].medley) spelt[loosened(titles_[i].key)].push_back(i);
    each_pair(spelt, titles_.size(), [&](std::size_t a, std::size_t b) {
      if (!on_one_record(titles_[a], titles_[b]))
        evidence_.push_back({a, b, "spelling", 0.95, both(titles_[a], titles_[b]) + " differ only in their spelling"});
    });
  }
  bool shown_recorded(std::size_t i) const { return titles_[result_.titles[i].to].recorded(); }
  // A title that no record has, beside one that is recorded.
  void by_slip() {
    std::map<std::string, std::vector<std::size_t>> near;
    for (std::size_t i = 0; i < titles_.size(); ++i)
      if (!titles_[i].medley)
        for (const std::string& slip : slips_of(titles_[i].key))
          if (auto& those = near[slip]; those.empty() || those.back() != i) those.push_back(i);
    each_pair(near, 20, [&](std::size_t a, std::size_t b) {
      if (shown_recorded(a) != shown_recorded(b) && one_slip_apart(titles_[a].key, titles_[b].key))
        result_.unsure.push_back({a, b, 0.8, both(titles_[a], titles_[b]) + " are a letter apart, and only one of them is on a record"});
    });
  }

  const std::vector<KnownTitle>& titles_;
  const std::vector<Pair>& said_;
  std::vector<std::size_t> parent_;
  std::vector<Evidence> evidence_;
  Grouping result_;
};

}  // namespace

Grouping group(const std::vector<KnownTitle>& titles, const std::vector<Pair>& said) { return Grouper(titles, said).group(); }

std::vector<std::string> medley_parts(const std::string& key, const std::vector<std::string>& pieces,
                                      const std::function<bool(const std::string& key)>& known) {
  const std::size_t n = pieces.size();
  if (n < 2 || !key.ends_with(title_key(pieces.back()))) return {};
  std::vector<std::optional<std::vector<std::string>>> from(n + 1);
  from[n].emplace();
  for (std::size_t i = n; i-- > 0;) {
    std::string title;
    for (std::size_t j = i; j < n; ++j) {
      title += (title.empty() ? "" : " / ") + pieces[j];
      std::string part = title_key(title);
      if (!from[j + 1] || (i == 0 && j + 1 == n) || part == key || !known(part)) continue;
      if (from[i] && from[i]->size() >= from[j + 1]->size() + 1) continue;
      from[i] = *from[j + 1];
      from[i]->insert(from[i]->begin(), std::move(part));
    }
  }
  return from[0].value_or(std::vector<std::string>{});
}

}  // namespace artists
