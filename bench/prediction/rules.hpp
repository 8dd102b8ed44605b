// The simple rules that the prediction is measured against. Each looks only at the shows before `next`.
#pragma once
#include <string>
#include <vector>

#include "setlists/prediction_model.hpp"

namespace bench {

class Rules {
 public:
  static const std::vector<std::string>& names();
  Rules(const std::vector<setlists::PastShow>& shows, std::size_t songs);
  void played(std::size_t show);                                 // the show is over and known from now on
  std::vector<int> best(std::size_t rule, std::size_t k) const;  // of the next show

 private:
  const std::vector<setlists::PastShow>& shows_;
  std::size_t known_ = 0;
  std::vector<std::vector<double>> score_;  // of each rule, of each song
  std::vector<double> ever_;
  std::vector<int> last_;
};

}  // namespace bench
