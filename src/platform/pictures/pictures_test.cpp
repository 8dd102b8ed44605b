// The workshop, with its real program and with ones that misbehave.
#include "platform/pictures/pictures.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "platform/pictures/process.hpp"
#include "platform/pictures/wire.hpp"
#include "support/files.hpp"

namespace pictures {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

std::string fixture(const std::string& name) { return support::read_file(support::source_dir() / "tests/fixtures/pictures" / name); }

class WorkshopTest : public testing::Test {
 protected:
  fs::path script(const std::string& text) {
    const auto path = folder.path() / "program";
    std::ofstream(path) << "#!/bin/sh\n" << text << "\n";
    fs::permissions(path, fs::perms::owner_all);
    return path;
  }
  std::optional<Trouble> trouble(const fs::path& program, std::string_view upload = "x", base::Duration patience = 15s) {
    const auto made = Workshop({.program = program, .patience = patience}).squares_now(upload);
    const auto* said = std::get_if<Trouble>(&made);
    return said ? std::optional(*said) : std::nullopt;
  }
  support::TempDir folder;
};

TEST_F(WorkshopTest, TheProgramMakesSquaresOfWhatCamerasWrite) {
  for (const auto* name : {"halves.jpg", "halves.png", "halves.webp", "halves.avif", "halves.heic"}) {
    const auto made = Workshop({.program = THESET_PICTURES_PROGRAM}).squares_now(fixture(name));
    ASSERT_TRUE(std::holds_alternative<Squares>(made)) << name << " " << static_cast<int>(std::get<Trouble>(made));
    EXPECT_EQ(std::get<Squares>(made).size(), sides.size());
  }
}

TEST_F(WorkshopTest, TheProgramsVerdictsAreTold) {
  EXPECT_EQ(trouble(THESET_PICTURES_PROGRAM, "GIF89a"), Trouble::unknown_format);
  EXPECT_EQ(trouble(THESET_PICTURES_PROGRAM, ""), Trouble::unknown_format);
  EXPECT_EQ(trouble(THESET_PICTURES_PROGRAM, fixture("halves.jpg").substr(0, 400)), Trouble::unreadable);
}

TEST_F(WorkshopTest, AProgramThatMisbehavesHarmsNobody) {
  EXPECT_EQ(trouble(folder.path() / "none"), Trouble::unavailable);
  EXPECT_EQ(trouble(script("exit 1")), Trouble::unavailable);
  EXPECT_EQ(trouble(script("kill -SEGV $$")), Trouble::unreadable);
  EXPECT_EQ(trouble(script("exit 0")), Trouble::unreadable) << "it said nothing";
  EXPECT_EQ(trouble(script("printf nonsense")), Trouble::unreadable);
  EXPECT_EQ(trouble(script("kill -STOP $$"), "x", 50ms), Trouble::too_slow);
}

TEST_F(WorkshopTest, TheProgramSeesNothingOfOurs) {
  setenv("THESET_SECRET_OF_THE_TEST", "hunter2", 1);
  const std::ofstream open_file(folder.path() / "open");
  const auto ended = run_alone(script("read line; echo \"$line\"; env; ls -l /proc/self/fd"), "the upload\n", 15s, 4096);
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.output, testing::StartsWith("the upload\n"));
  EXPECT_THAT(ended.output, Not(HasSubstr("hunter2")));
  EXPECT_THAT(ended.output, Not(HasSubstr(folder.path().string() + "/open")));
  EXPECT_EQ(run_alone(script("head -c 100000 /dev/zero"), "", 15s, 4096).output.size(), 4096u) << "no more is read than was asked for";
}

TEST_F(WorkshopTest, WhoComesWhenAllPlacesAreTakenIsToldSo) {
  Workshop workshop({.program = script("kill -STOP $$"), .patience = 300ms, .waiting = 1});
  std::mutex mutex;
  std::vector<Trouble> told;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i)
      threads.emplace_back([&] {
        const auto made = base::wait(workshop.squares("x"));
        const std::scoped_lock lock(mutex);
        told.push_back(std::get<Trouble>(made));
      });
  }
  EXPECT_GE(std::ranges::count(told, Trouble::busy), 4) << "one is worked on and one waits";
  EXPECT_GE(std::ranges::count(told, Trouble::too_slow), 1);
}

TEST(Wire, OnlyWhatIsWholeIsRead) {
  const auto webp = [](std::string_view more) {
    return std::string("RIFF") + static_cast<char>(4 + more.size()) + std::string(3, '\0') + "WEBP" + std::string(more);
  };
  const Squares squares{{64, webp("a")}, {192, webp("")}, {512, webp("abc")}};
  const auto bytes = write_squares(squares);
  EXPECT_EQ(read_squares(bytes), squares);
  for (std::size_t i = 0; i < bytes.size(); ++i) EXPECT_EQ(read_squares(std::string_view(bytes).substr(0, i)), std::nullopt) << i;
  EXPECT_EQ(read_squares(bytes + "x"), std::nullopt);
  EXPECT_EQ(read_squares(write_squares({squares[1], squares[0], squares[2]})), std::nullopt) << "out of order";
  EXPECT_EQ(read_squares(write_squares({{64, "<script>"}, squares[1], squares[2]})), std::nullopt) << "no WebP";
}

}  // namespace
}  // namespace pictures
