// Who has a setlist in hand (SET-2): those who edit, by name and with the item they hold; everybody else is a number. An entry ends after
// half a minute without a sign of life by the server's clock, or at once when the page says goodbye. Pure; the caller owns the clock.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "live/messages.hpp"
#include "live/participant.hpp"
#include "platform/base/clock.hpp"

namespace live {

class Presence {
 public:
  static constexpr base::Duration least_between = std::chrono::milliseconds(500);  // of one page's signs
  static constexpr std::size_t most_shown = 50;

  struct Entry {
    std::string id;  // of the person
    std::string name;
    std::string item;  // in hand; may be empty
    bool drag = false;
    bool operator==(const Entry&) const = default;
  };
  // What another process has.
  struct Elsewhere {
    std::int64_t here = 0;
    std::vector<Entry> who = {};
    base::Time said = {};  // by its own clock: only whether it goes on counts
    bool operator==(const Elsewhere&) const = default;
  };

  explicit Presence(base::Duration silence) : silence_(silence) {}

  // Who takes an item in hand has an entry. Too soon after the last one it shows when it is time (`pass`), if nothing newer came.
  void sign(const std::string& cid, const Participant& person, const Sign& sign, base::Time now);
  void edits(const std::string& cid, const Participant& person, base::Time now);
  void alive(const std::string& cid, base::Time now);  // any message
  void leave(const std::string& cid);
  void pass(base::Time now);    // what is due: entries that end, signs that waited
  base::Time next_due() const;  // Time::max() when there is nothing
  void elsewhere(const std::string& process, Elsewhere what, base::Time now);

  void only(const std::vector<std::string>& processes);  // the others have said goodbye

  std::vector<Entry> own() const;  // one a page
  // With other processes'. One a person, whose pages may be several (or one that was loaded anew and could not say goodbye): with what they
  // hold on one of them.
  std::vector<Entry> all() const;
  std::int64_t here_elsewhere() const;
  std::uint64_t version() const { return version_; }  // changes when all() may have

 private:
  struct Kept {
    Entry entry = {};
    base::Time seen = {};
    base::Time told = {};
    std::optional<Entry> next = {};  // said too soon
  };
  base::Duration silence_;               // after which whoever says nothing is gone
  std::map<std::string, Kept> entries_;  // by cid
  struct Heard {
    Elsewhere what = {};
    base::Time at = {};  // when it was new
    bool gone = false;   // fallen silent; kept so that what it said last is not taken for news
  };
  std::map<std::string, Heard> processes_;
  std::uint64_t version_ = 0;
};

base::json::array to_json(const std::vector<Presence::Entry>& entries);
std::vector<Presence::Entry> read_entries(const base::json::value& list);

}  // namespace live
