// Load on a live setlist, from one thread. Started by live.mjs, which starts the server and makes the people:
//   bench_live edit|vote|idle|stall|come_back '{"port", "setlist", "server": process id, "cookies": […], "viewers", "stalled", "seconds"}'
#include <cstdio>
#include <string_view>

#include "loads.hpp"

namespace {

namespace json = boost::json;

load::Load read_load(const json::value& v) {
  return {.place = {json::value_to<unsigned short>(v.at("port")), json::value_to<std::string>(v.at("setlist"))},
          .server = json::value_to<int>(v.at("server")),
          .cookies = json::value_to<std::vector<std::string>>(v.at("cookies")),
          .viewers = json::value_to<int>(v.at("viewers")),
          .stalled = json::value_to<int>(v.at("stalled")),
          .seconds = json::value_to<double>(v.at("seconds"))};
}

}  // namespace

int main(int count, char** words) {
  const std::string_view name = count == 3 ? words[1] : "";
  const auto scene = name == "edit"        ? load::edit
                     : name == "vote"      ? load::vote
                     : name == "idle"      ? load::idle
                     : name == "stall"     ? load::stall
                     : name == "come_back" ? load::come_back
                                           : nullptr;
  if (!scene) {
    std::fprintf(stderr, "bench_live edit|vote|idle|stall|come_back JSON; node bench/live/live.mjs starts it\n");
    return 2;
  }
  std::puts(json::serialize(scene(read_load(json::parse(words[2])))).c_str());
}
