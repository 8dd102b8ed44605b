// The live document of a setlist: its head, its log, its versions, kept in the database (SET-3, SET-4), and where it stands by the venue's
// clock (SET-6). Changes come from ot::Sequencer; `commit` stores them with a compare-and-set on the revision, so that several processes
// may write one setlist and none overwrites another.
#pragma once
#include <deque>

#include "setlists/ot/ot.hpp"
#include "setlists/ot/sequencer.hpp"
#include "setlists/setlists.hpp"

namespace setlists::documents {

struct Head {
  ot::Document document;
  ot::Rev rev = 0;  // 0: nobody has opened it, this is what it would begin with
};
// A setlist that has songs from a source begins with them as facts; one without, with the prediction as expectations. Ids are derived, so
// that every reader and process gets the same.
Head head(db::Tx& tx, SetlistId setlist);
// The same, and stores the beginning as revision 1 (of the server). To be called before the first deed.
Head open(db::Tx& tx, base::Time now, SetlistId setlist);

// Revisions after `after`, at most `most`, in order.
std::deque<ot::Revision> log(db::Tx& tx, SetlistId setlist, ot::Rev after, std::int64_t most);
// Whether a message was committed, and as what: for those older than what the sequencer keeps.
std::optional<ot::Rev> committed(db::Tx& tx, SetlistId setlist, const std::string& cid, std::int64_t cseq);

// Stores revisions that follow `before`; `head` is the document after the last of them. False: somebody else was first, nothing is stored.
// Throws db::ConstraintError when one of the messages was committed before. Commits: it is the last of its transaction (Tx::run_last).
bool commit(db::Tx& tx, base::Time now, SetlistId setlist, ot::Rev before, const ot::Document& head,
            const std::vector<ot::Revision>& revisions);
// Other writers wait until the end of the transaction: who then reads what was missed and commits cannot lose. For those who lost races
// again and again.
void lock(db::Tx& tx, SetlistId setlist);

// The document as it was. Nothing for a revision that is not there.
std::optional<ot::Document> at(db::Tx& tx, SetlistId setlist, ot::Rev rev);

struct Change {
  ot::Revision revision;
  std::string name;  // of whoever did it; empty: the server
};
// In order, after `after`.
std::vector<Change> since(db::Tx& tx, SetlistId setlist, ot::Rev after, int most);
// Newest first, before `before` (0: from the head).
std::vector<Change> history(db::Tx& tx, SetlistId setlist, ot::Rev before, int most);

// The revisions of those setlists that have a document, in one query.
struct At {
  SetlistId setlist;
  ot::Rev rev = 0;
};
std::vector<At> revisions(db::Tx& tx, const std::vector<SetlistId>& setlists);

// What a guest did becomes the account's.
void adopt(db::Tx& tx, ot::Person guest, ot::Person user);

// Where a setlist stands. Doors are two hours before the start, or 16:00 at the venue when the hour is unknown; the night ends at 06:00.
// Derived from the clock and never stored, so that it is right however long nobody looked.
struct Timing {
  std::optional<base::Time> doors;  // none: no date
  std::optional<base::Time> over;
  bool called_off = false;
  bool sourced = false;  // has songs from a source
  std::string zone;      // of the venue; empty: unknown
  Status stage(base::Time now) const;
  // Why no edits are taken: a sentence; empty: they are. A completed list that holds nothing that happened stays open to those who were
  // there.
  std::string closed(const ot::Document& document, base::Time now) const;
};
Timing timing(const shows::Show& show, const Setlist& setlist);

// What an item is, for votes: they do not go over to a song that replaces it. Empty: not a song.
std::string song_key(const ot::Item& item);
bool happened(const ot::Item& item);

}  // namespace setlists::documents
