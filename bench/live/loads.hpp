// The loads. Each answers what it measured, as JSON for live.mjs.
#pragma once
#include <boost/json.hpp>
#include <string>
#include <vector>

#include "line.hpp"

namespace load {

struct Load {
  Place place;
  int server = 0;                    // its process id
  std::vector<std::string> cookies;  // of people who may edit and vote
  int viewers = 0, stalled = 0;
  double seconds = 10;
};

// Everybody edits as fast as the answers come: {edits, seconds, ack, cores}.
boost::json::object edit(const Load& load);
// 50 votes a second, and how they reach the viewers: {delivery, cores, client, bytes, frames}.
boost::json::object vote(const Load& load);
// Viewers who only are there: {kb}, of the server's memory for each.
boost::json::object idle(const Load& load);
// Large changes, each made when all viewers have it, first without and then beside readers who read nothing, until the server has let these
// go: {alone, beside, changes, ended_ms, change_kb, stalled_kb}, the last two of the server's memory for a change and for all who read
// nothing.
boost::json::object stall(const Load& load);
// What it takes to come back after 500 changes: {bytes, took, fresh_bytes, fresh_took}.
boost::json::object come_back(const Load& load);

}  // namespace load
