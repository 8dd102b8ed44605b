// One client's WebSocket at the server's live protocol. Thousands share one thread, so frames are read by hand: a server's are whole and
// unmasked here, and a client's mask may be zeros. What does not fit ends the program: a load that is not as it should be measures nothing.
#pragma once
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace load {

namespace asio = boost::asio;
using Steady = std::chrono::steady_clock;

struct Place {
  unsigned short port = 0;
  std::string setlist;
};

class Line {
 public:
  using Heard = std::function<void(std::string_view message)>;

  Line(asio::io_context& io, Place place, std::string cookie, Heard heard);
  // Connects and says hello, as a page that has seen `rev`; the welcome is the first message that is heard.
  void open(std::int64_t rev = 0);
  void say(std::string_view message);
  void keep_little();                             // before open(): the system takes little that is not read yet
  void stall();                                   // from now on nothing is read …
  void read_to_end(std::function<void()> ended);  // … until here: what comes is dropped, and the server's end of it is no surprise
  void close();
  std::uint64_t bytes() const { return bytes_; }         // of frames that came
  Steady::time_point opened() const { return opened_; }  // when connecting began

 private:
  void read();
  void take(std::size_t bytes);
  std::size_t take_frame(std::string_view bytes);
  void put(unsigned kind, std::string_view payload);

  asio::ip::tcp::socket socket_;
  Place place_;
  std::string cookie_, cid_;
  Heard heard_;
  std::array<char, 4096> in_;
  std::string rest_;  // of a frame, or of the answer to the upgrade
  bool upgraded_ = false, closed_ = false, little_ = false, stalled_ = false;
  std::uint64_t bytes_ = 0;
  Steady::time_point opened_;
};

// Ends the program, with a sentence.
[[noreturn]] void give_up(std::string_view why, std::string_view what);

// "type" of a message, and a whole number right behind "name": of it; for those that are read too often for a parser.
bool is_type(std::string_view message, std::string_view type);
std::int64_t number_in(std::string_view message, std::string_view name);

}  // namespace load
