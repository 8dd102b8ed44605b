// ZIP files as libarchive reads them back; tests/http opens one with a program of other people.
#include "platform/zip/zip.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "support/unzip.hpp"

namespace zip {
namespace {

const auto modified = base::from_millis(1'790'000'000'000);

// Does not compress well: a linear congruence's bytes.
std::string noise(std::size_t bytes) {
  std::string out;
  for (std::uint32_t x = 1; out.size() < bytes; x = x * 1664525 + 1013904223) out += static_cast<char>(x >> 24);
  return out;
}

TEST(ZipWriter, HoldsFilesWithNamesAndTimes) {
  std::string bytes;
  Writer writer([&](std::string_view piece) { bytes += piece; });
  writer.begin("data.json", modified);
  writer.write("{\"a\":");
  writer.write("1}");
  writer.begin("empty.txt", modified);
  writer.begin("index.html", modified);
  writer.write(std::string(100'000, 'x'));
  writer.finish();
  const auto files = support::unzip(bytes);
  EXPECT_EQ(files.at("data.json").content, "{\"a\":1}");
  EXPECT_EQ(files.at("index.html").content, std::string(100'000, 'x'));
  EXPECT_EQ(files.at("empty.txt").modified, 1'790'000'000);
  EXPECT_LT(bytes.size(), 2000u) << "compressed";
}

TEST(ZipWriter, ComesInPiecesOfOneSize) {
  std::vector<std::string> pieces;
  Writer writer([&](std::string_view piece) { pieces.emplace_back(piece); });
  const auto content = noise(5 * piece_bytes);
  writer.begin("noise", modified);
  writer.write(content);
  writer.finish();
  ASSERT_GE(pieces.size(), 5u);
  std::string all;
  for (const auto& piece : pieces) {
    if (&piece != &pieces.back()) EXPECT_EQ(piece.size(), piece_bytes);
    EXPECT_LE(piece.size(), piece_bytes);
    all += piece;
  }
  EXPECT_EQ(support::unzip(all).at("noise").content, content);
}

TEST(ZipWriter, WhatTheSinkThrowsComesOutAndNothingIsWrittenAfterwards) {
  int calls = 0;
  {
    Writer writer([&](std::string_view) {
      ++calls;
      throw std::domain_error("full");
    });
    writer.begin("noise", modified);
    EXPECT_THROW(writer.write(noise(3 * piece_bytes)), std::domain_error);
  }
  EXPECT_EQ(calls, 1);
}

TEST(ZipWriter, GivenUpItWritesNothingMore) {
  std::size_t bytes = 0;
  {
    Writer writer([&](std::string_view piece) { bytes += piece.size(); });
    writer.begin("small", modified);
    writer.write("never finished");
  }
  EXPECT_EQ(bytes, 0u);
}

}  // namespace
}  // namespace zip
