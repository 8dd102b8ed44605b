#include "platform/http/gzip.hpp"

#include <zlib.h>

#include <new>

namespace http {

namespace {

// A deflate state is 256 KB and slow to set up: one a thread and effort.
class Deflater {
 public:
  explicit Deflater(GzipEffort effort) {
    constexpr int gzip_wrapper = 16;
    if (deflateInit2(&stream_, static_cast<int>(effort), Z_DEFLATED, 15 + gzip_wrapper, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  std::string run(std::string_view text) {
    deflateReset(&stream_);
    std::string out(deflateBound(&stream_, text.size()), '\0');
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_.avail_in = static_cast<uInt>(text.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    deflate(&stream_, Z_FINISH);
    out.resize(out.size() - stream_.avail_out);
    out.shrink_to_fit();
    return out;
  }

 private:
  z_stream stream_{};
};

}  // namespace

std::shared_ptr<const std::string> gzip(std::string_view text, GzipEffort effort) {
  const auto run = [&]<GzipEffort level>() {
    thread_local Deflater deflater(level);
    return std::make_shared<const std::string>(deflater.run(text));
  };
  return effort == GzipEffort::quick ? run.operator()<GzipEffort::quick>() : run.operator()<GzipEffort::small>();
}

}  // namespace http
