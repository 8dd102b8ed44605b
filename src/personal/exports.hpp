// Exports: all that is stored about a member, as a ZIP file that a job makes (ACC-4, GDPR articles 15 and 20). One each, at most one a day,
// kept for seven days. Only its member can fetch it, signed in: a mail is read by more than its recipient, and this file holds everything.
#pragma once
#include <optional>
#include <string>

#include "accounts/accounts.hpp"
#include "platform/base/result.hpp"
#include "platform/db/tx.hpp"

namespace personal {

using accounts::UserId;
struct ExportTag;
using ExportId = base::Id<ExportTag>;

inline constexpr std::chrono::hours between_exports{24};
inline constexpr std::chrono::days export_kept{7};
inline constexpr std::int64_t largest_export = 64 << 20;  // bytes; a download is in memory as a whole

enum class ExportState { making, ready, failed, over };
struct Export {
  ExportId id;
  ExportState state = ExportState::making;
  base::Time asked;
  std::optional<base::Time> expires = {};  // ready, or over: when its bytes are deleted, or were
  std::int64_t bytes = 0;

  bool to_fetch(base::Time now) const { return state == ExportState::ready && now < *expires; }
  // From when another one may be asked for; none: this one is being made. One that failed does not count.
  std::optional<base::Time> next() const;
};
std::optional<Export> export_of(db::Tx& tx, UserId user);

// Takes the place of the former one and enqueues the job. Errors: personal.export_being_made, personal.export_too_soon.
base::Result<Export> ask_export(db::Tx& tx, base::Time now, UserId user);

// Nothing for what is not there, not ready, over, or another member's.
std::optional<Export> find_export(db::Tx& tx, base::Time now, UserId user, ExportId id);
std::string export_bytes(db::Tx& tx, ExportId id);

// Deletes the bytes of those whose time is over; answers how many.
int sweep_exports(db::Tx& tx, base::Time now);
void forget_export(db::Tx& tx, UserId user);

}  // namespace personal
