// The shows of ../shared/data as histories: each set's README there says what the fields mean.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "setlists/prediction_model.hpp"

namespace bench {

struct History {
  std::string name;
  std::vector<setlists::PastShow> shows;  // in the order of time; those without songs left out
  std::vector<bool> broadway;             // of each show: one of a long run with one fixed programme
  std::size_t songs = 0;
};

History springsteen(const std::filesystem::path& data);
History gratefuldead(const std::filesystem::path& data);
History nyphil(const std::filesystem::path& data);

}  // namespace bench
