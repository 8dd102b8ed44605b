// Records out of a list that somebody else wrote: a bad one is skipped, counted and explained, never fatal.
#pragma once
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace base {

// What was left out of an answer, and why. The first few reasons are kept: a page of rubbish has one cause, not thousands.
struct Skips {
  static constexpr std::size_t kept_reasons = 8;
  int skipped = 0;
  std::vector<std::string> reasons;

  void skip(std::string reason) {
    ++skipped;
    if (reasons.size() < kept_reasons) reasons.push_back(std::move(reason));
  }
};

template <class T>
struct Parsed : Skips {
  std::vector<T> records;
};

}  // namespace base
