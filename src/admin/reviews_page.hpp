// Matches that a person should decide: two candidates side by side, with score, reason, what differs, and what hangs on each (IMP-8).
#pragma once
#include <vector>

#include "frame/frame.hpp"
#include "imports/reviews.hpp"

namespace admin {

struct ReviewsPage {
  std::int64_t open = 0;
  std::vector<imports::Comparison> asked;  // the surest first
  std::vector<imports::Review> decided;    // the latest first
  bool more = false;                       // further open ones than are shown
};
ReviewsPage reviews_page(db::Tx& tx);
frame::Page draw(const ReviewsPage& page, base::Time now);

}  // namespace admin
