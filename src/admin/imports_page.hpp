// All imports with their progress, and the state of each outside service.
#pragma once
#include <vector>

#include "frame/frame.hpp"
#include "imports/imports.hpp"
#include "platform/limits/limits.hpp"

namespace admin {

struct ServiceState {
  limits::Status status;
  bool connected = true;
  std::vector<std::string> withheld;  // endpoints that this site is refused
};

struct ImportsPage {
  imports::Counts counts;
  std::vector<imports::Listed> imports;
  std::vector<ServiceState> services;
};
frame::Page draw(const ImportsPage& page, base::Time now);
html::Html live_part(const ImportsPage& page, base::Time now);  // what ?fragment=imports returns

}  // namespace admin
