// A crowd that looks on, let in a few at a time.
#pragma once
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <vector>

#include "line.hpp"

namespace load {

class Crowd {
 public:
  // `heard`: which viewer, and what; from the welcome on.
  using Heard = std::function<void(std::size_t who, std::string_view message)>;
  Crowd(asio::io_context& io, const Place& place, std::size_t size, Heard heard);
  void let_in();  // runs the loop until everybody was welcomed
  void live();    // everybody gives the sign of life of a page, each in its turn
  std::uint64_t bytes() const;
  std::size_t size() const { return lines_.size(); }

 private:
  void next();

  asio::io_context& io_;
  Heard heard_;
  std::vector<std::unique_ptr<Line>> lines_;
  std::size_t opened_ = 0, welcomed_ = 0, signed_ = 0;
  asio::steady_timer beat_;
};

}  // namespace load
