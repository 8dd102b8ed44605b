#include "line.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/asio/write.hpp>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace load {

namespace {

constexpr unsigned text = 1, goodbye = 8, ping = 9, pong = 10;
constexpr std::string_view key = "dGhlIHNldCBsaXZlIGJlbg==";

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

}  // namespace

void give_up(std::string_view why, std::string_view what) {
  std::fprintf(stderr, "bench_live: %.*s: %.*s\n", static_cast<int>(why.size()), why.data(), static_cast<int>(what.size()), what.data());
  std::exit(1);
}

Line::Line(asio::io_context& io, Place place, std::string cookie, Heard heard)
    : socket_(io), place_(std::move(place)), cookie_(std::move(cookie)), heard_(std::move(heard)) {
  static int made = 0;  // and the next run of this program has other pages
  cid_ = "bench-" + std::to_string(getpid()) + "-" + std::to_string(made++);
}

void Line::open(std::int64_t rev) {
  opened_ = Steady::now();
  upgraded_ = closed_ = false;
  rest_.clear();
  if (little_) {
    socket_.open(asio::ip::tcp::v4());
    socket_.set_option(asio::socket_base::receive_buffer_size(4096));
  }
  socket_.async_connect({asio::ip::address_v4::loopback(), place_.port}, [this, rev](auto error) {
    if (error) give_up("cannot connect", error.message());
    socket_.set_option(asio::ip::tcp::no_delay(true));
    std::string head = "GET /api/v1/setlists/" + place_.setlist + "/socket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n";
    head += "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + std::string(key) + "\r\n";
    if (!cookie_.empty()) head += "Cookie: " + cookie_ + "\r\n";
    asio::write(socket_, asio::buffer(head + "\r\n"));
    rest_ = R"({"t":"hello","cid":")" + cid_ + R"(","rev":)" + std::to_string(rev) + R"(,"n":0})";
    read();
  });
}

void Line::close() {
  closed_ = true;
  socket_.close();
}

void Line::say(std::string_view message) { put(text, message); }

void Line::keep_little() { little_ = true; }

void Line::stall() { stalled_ = true; }

void Line::read_to_end(std::function<void()> ended) {
  socket_.async_read_some(asio::buffer(in_), [this, ended = std::move(ended)](auto error, std::size_t) mutable {
    if (error) ended();
    else read_to_end(std::move(ended));
  });
}

void Line::put(unsigned kind, std::string_view payload) {
  std::string frame{static_cast<char>(0x80 | kind)};
  if (payload.size() < 126) {
    frame += static_cast<char>(0x80 | payload.size());
  } else {
    frame += static_cast<char>(0x80 | 126);
    frame += static_cast<char>(payload.size() >> 8);
    frame += static_cast<char>(payload.size() & 255);
  }
  frame.append(4, '\0');
  frame += payload;
  asio::write(socket_, asio::buffer(frame));
}

void Line::read() {
  socket_.async_read_some(asio::buffer(in_), [this](auto error, std::size_t bytes) {
    if (closed_) return;
    if (error) give_up("the server ended a connection", error.message());
    take(bytes);
    if (!closed_ && !stalled_) read();
  });
}

void Line::take(std::size_t bytes) {
  std::string_view all(in_.data(), bytes);
  if (!upgraded_) {
    // The server says nothing of its own before hello.
    if (!all.starts_with("HTTP/1.1 101 ") || !all.ends_with("\r\n\r\n")) give_up("no WebSocket", all);
    upgraded_ = true;
    return say(std::exchange(rest_, {}));
  }
  if (!rest_.empty()) {
    rest_ += all;
    all = rest_;
  }
  std::size_t used = 0;
  while (const auto frame = closed_ || stalled_ ? 0 : take_frame(all.substr(used))) used += frame;
  if (rest_.empty()) rest_ = all.substr(used);
  else rest_.erase(0, used);
}

// How long the first frame is; 0: it is not all there.
std::size_t Line::take_frame(std::string_view bytes) {
  if (bytes.size() < 2) return 0;
  std::size_t length = byte_at(bytes, 1), at = 2;
  if (length > 125) {
    at = length == 126 ? 4 : 10;
    if (bytes.size() < at) return 0;
    length = 0;
    for (std::size_t i = 2; i < at; ++i) length = length << 8 | byte_at(bytes, i);
  }
  if (bytes.size() < at + length) return 0;
  bytes_ += at + length;
  const auto payload = bytes.substr(at, length);
  const auto kind = byte_at(bytes, 0) & 15u;
  if (kind == text) heard_(payload);
  else if (kind == ping) put(pong, payload);
  else if (kind == goodbye)
    give_up("the server ended a conversation", std::to_string(payload.size() < 2 ? 0 : 256 * byte_at(payload, 0) + byte_at(payload, 1)));
  return at + length;
}

bool is_type(std::string_view message, std::string_view type) {
  constexpr std::string_view begin = R"({"t":")";
  return message.starts_with(begin) && message.substr(begin.size()).starts_with(type) && message[begin.size() + type.size()] == '"';
}

std::int64_t number_in(std::string_view message, std::string_view name) {
  const auto member = "\"" + std::string(name) + "\":";
  const auto at = message.find(member);
  std::int64_t number = -1;
  if (at != std::string_view::npos) std::from_chars(message.data() + at + member.size(), message.data() + message.size(), number);
  if (number < 0) give_up("no number " + std::string(name), message.substr(0, 200));
  return number;
}

}  // namespace load
