// Answers recorded from the outside services, read in place, and ways to spoil them.
#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace support {

// The body of a recorded answer, by service and name: recorded("spotify/artist_pitbull_2026"). Throws when there is no such file.
std::string recorded(std::string_view name);

// The names of all recorded answers of a service.
std::vector<std::string> recordings(std::string_view service);

// For tests that read recordings; skipped where the folder is absent.
class RecordedTest : public testing::Test {
 protected:
  void SetUp() override;
};

// Calls back with the text once for every member and list item replaced by each other JSON type, and once with it left out.
// Returns how often it did, so that a test can see that it tested something.
int each_mutation(std::string_view json, const std::function<void(const std::string& text, const std::string& what)>& call);

// The text cut off at about `cuts` places.
void each_truncation(std::string_view text, int cuts, const std::function<void(std::string_view)>& call);

// What no parser may accept: empty, HTML, half a literal, wrong bytes, endless nesting, megabytes.
std::vector<std::string> nonsense();

}  // namespace support
