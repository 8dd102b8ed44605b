// How votes decide (VOT-2). A bare difference calls 60:40 better than 9:0, and a bare share calls 1:0 better than 98:2. What is asked is:
// how large is the share of those who say yes at least, seen from the votes there are? That is the lower bound of Wilson's score interval
// (E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American Statistical Association 22,
// 1927, pages 209-212; for rankings: E. Miller, How not to sort by average rating, 2009). Every vote weighs 1 so far.
#pragma once
#include <cstdint>
#include <vector>

namespace votes {

struct Counts {
  std::int64_t up = 0;
  std::int64_t down = 0;
};
struct Interval {
  double low = 0;
  double high = 1;
};
// The share of up-votes with 95 % confidence. Without votes: anything from 0 to 1.
Interval interval(Counts counts);

// 0 … 1; 0 without votes.
inline double score(Counts counts) { return interval(counts).low; }
// Of a whole list: all of its songs' votes taken together, so that a song with many votes says more than one with few.
double score(const std::vector<Counts>& songs);

}  // namespace votes
