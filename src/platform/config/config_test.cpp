#include "platform/config/config.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace config {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

enum class Engine { files, server };
constexpr Word<Engine> engine_words[] = {{"files", Engine::files}, {"server", Engine::server}};

constexpr Option<int> port{.name = "http.port", .fallback = 8080, .min = 0, .max = 65535, .help = "Port to listen on."};
constexpr Option<bool> proxy{.name = "http.trust_proxy", .help = "Believe the proxy."};
constexpr Option<Engine> engine{.name = "database.engine", .fallback = Engine::files, .words = engine_words, .help = "Where rows live."};
constexpr Option<base::Duration> idle{.name = "http.idle", .fallback = 60s, .min = 1s, .max = 1h, .help = "Silence before closing."};
constexpr Option<Size> body{.name = "http.body", .fallback = {1 << 20}, .max = {1 << 30}, .help = "Largest body."};
constexpr Option<std::string> password{.name = "database.password", .max_bytes = 20, .secret = true, .help = "Password."};
constexpr Option<std::string> host{.name = "database.host", .fallback = "localhost", .help = "Server."};

const Options& options() {
  static const Options all{"APP_", {port, engine, proxy, idle, body, password, host}};
  return all;
}

// A file that lives as long as the test.
class ConfigTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path write(std::string_view text) {
    std::filesystem::create_directories(folder_);
    const auto path = folder_ / "app.toml";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string mistakes(const Sources& sources) {
    const auto loaded = load(options(), sources);
    return loaded ? "none" : loaded.error().message;
  }
  std::string mistakes_in(std::string_view toml) { return mistakes({.file = write(toml)}); }

  std::filesystem::path folder_;
};

TEST_F(ConfigTest, NothingSaidMeansDefaults) {
  const Config c = load(options(), {}).value();
  EXPECT_EQ(c.get(port), 8080);
  EXPECT_FALSE(c.get(proxy));
  EXPECT_EQ(c.get(engine), Engine::files);
  EXPECT_EQ(c.get(idle), 60s);
  EXPECT_EQ(c.get(body), Size{1 << 20});
  EXPECT_EQ(c.get(password), "");
  EXPECT_EQ(c.get(host), "localhost");
  EXPECT_FALSE(c.is_set(port));
}

TEST_F(ConfigTest, EveryTypeIsReadFromAFile) {
  const Config c = load(options(), {.file = write("[http]\nport = 1\ntrust_proxy = true\nidle = '250s'\nbody = '2KB'\n"
                                                  "[database]\nengine = 'server'\npassword = 'x y'\n")})
                       .value();
  EXPECT_EQ(c.get(port), 1);
  EXPECT_TRUE(c.get(proxy));
  EXPECT_EQ(c.get(engine), Engine::server);
  EXPECT_EQ(c.get(idle), 250s);
  EXPECT_EQ(c.get(body), Size{2048});
  EXPECT_EQ(c.get(password), "x y");
  EXPECT_TRUE(c.is_set(port));
}

TEST_F(ConfigTest, FlagsOutrankTheEnvironmentOutranksTheFile) {
  Sources sources{.file = write("[http]\nport = 1\n[database]\nhost = 'a'\n")};
  EXPECT_EQ(load(options(), sources)->get(port), 1);
  sources.environment = {{"APP_HTTP_PORT", "2"}, {"PATH", "/bin"}, {"APP_TEST_SERVER", "x"}};
  EXPECT_EQ(load(options(), sources)->get(port), 2);
  sources.flags = {{"http.port", "3"}, {"http.port", "4"}};
  const Config c = load(options(), sources).value();
  EXPECT_EQ(c.get(port), 4);
  EXPECT_EQ(c.get(host), "a");
}

TEST_F(ConfigTest, AllMistakesAreToldAtOnce) {
  const std::string said = mistakes({.file = write("[http]\nprot = 1\nidle = '2h'\n[database]\nengine = 'floppy'\n"),
                                     .environment = {{"APP_HTTP_PORT", "http"}},
                                     .flags = {{"body", "1MB"}}});
  EXPECT_THAT(said, HasSubstr("5 mistakes"));
  EXPECT_THAT(said, HasSubstr("app.toml, line 2: there is no option \"http.prot\"; did you mean \"http.port\"?"));
  EXPECT_THAT(said,
              HasSubstr("app.toml, line 3: \"2h\" does not fit: http.idle takes a time with its unit (ms, s, m, h, d) from 1s to 1h"));
  EXPECT_THAT(said, HasSubstr("app.toml, line 5: \"floppy\" does not fit: database.engine takes one of files, server"));
  EXPECT_THAT(said, HasSubstr("APP_HTTP_PORT: \"http\" does not fit: http.port takes a whole number from 0 to 65535"));
  EXPECT_THAT(said, HasSubstr("the command line: there is no option \"body\"; did you mean \"http.body\"?"));
}

TEST_F(ConfigTest, UnknownNamesOfTheEnvironmentAreRefusedInItsOwnSpelling) {
  EXPECT_THAT(mistakes({.environment = {{"APP_HTTP_PROT", "1"}}}), HasSubstr("\"APP_HTTP_PROT\"; did you mean \"APP_HTTP_PORT\"?"));
  EXPECT_THAT(mistakes({.environment = {{"APP_ELEPHANT_COLOUR", "1"}}}), AllOf(HasSubstr("ELEPHANT"), Not(HasSubstr("did you mean"))));
}

TEST_F(ConfigTest, ValuesOnTheEdgeAndOverIt) {
  const auto takes = [&](std::string_view name, std::string_view value) {
    return mistakes({.flags = {{std::string(name), std::string(value)}}}) == "none";
  };
  EXPECT_TRUE(takes("http.port", "65535"));
  EXPECT_TRUE(takes("http.idle", "3600000ms"));
  EXPECT_TRUE(takes("http.body", "0"));
  EXPECT_TRUE(takes("database.password", "12345678901234567890"));
  for (const char* bad : {"65536", "-1", "", " 1", "1 ", "0x10", "1.0", "1s", "+1", "99999999999999999999"})
    EXPECT_FALSE(takes("http.port", bad)) << bad;
  for (const char* bad : {"60", "0", "1.5s", "s", "1 s", "1S", "-1s", "9223372036854775807d"}) EXPECT_FALSE(takes("http.idle", bad)) << bad;
  for (const char* bad : {"1XB", "2GB", "9223372036854775807KB", "-1B"}) EXPECT_FALSE(takes("http.body", bad)) << bad;
  for (const char* bad : {"", "ja", "TRUE"}) EXPECT_FALSE(takes("http.trust_proxy", bad)) << bad;
  for (const char* bad : {"123456789012345678901", "a\nb", "\x7f"}) EXPECT_FALSE(takes("database.password", bad)) << bad;
}

TEST_F(ConfigTest, AWrongTypeInTheFileIsAMistakeNotAFavour) {
  EXPECT_THAT(mistakes_in("[http]\nport = '80'\n"), HasSubstr("http.port takes a whole number from 0 to 65535, without quotes"));
  EXPECT_THAT(mistakes_in("[http]\nidle = 30\n"), HasSubstr("from 1s to 1h, in quotes"));
  EXPECT_THAT(mistakes_in("[http]\nport = 80.0\n"), HasSubstr("whole number"));
  EXPECT_THAT(mistakes_in("[http]\nport = [80]\n"), HasSubstr("whole number"));
  EXPECT_THAT(mistakes_in("[http]\ntrust_proxy = 1\n"), HasSubstr("true or false"));
  EXPECT_THAT(mistakes_in("[http.port]\nx = 1\n"), HasSubstr("http.port takes"));
  EXPECT_THAT(mistakes_in("http = 1\n"), HasSubstr("no option \"http\""));
}

TEST_F(ConfigTest, HostileFiles) {
  EXPECT_THAT(mistakes({.file = folder_ / "gone.toml"}), HasSubstr("there is no such file"));
  EXPECT_THAT(mistakes({.file = "/"}), HasSubstr("there is no such file"));
  EXPECT_THAT(mistakes({.file = "/dev/zero"}), HasSubstr("there is no such file"));
  EXPECT_THAT(mistakes_in("[http\nport = 1\n"), HasSubstr("app.toml, line 1: not TOML"));
  EXPECT_THAT(mistakes_in("[http]\nport = 1\nport = 2\n"), HasSubstr("line 3"));
  EXPECT_THAT(mistakes_in("a = \"\xff\xfe\"\n"), HasSubstr("not TOML"));
  EXPECT_THAT(mistakes_in(std::string("a = 1\0b = 2", 11)), HasSubstr("not TOML"));
  EXPECT_THAT(mistakes_in("a = " + std::string(100'000, '[')), HasSubstr("app.toml"));
  EXPECT_THAT(mistakes_in("a = " + std::string(300'000, ' ')), HasSubstr("over 256 KB"));
  std::string deep = "a";
  for (int n = 0; n < 50'000; ++n) deep += ".a";
  EXPECT_THAT(mistakes_in(deep + " = 1\n"), HasSubstr("line 1: more than 64 dots"));
  EXPECT_THAT(mistakes_in("x.\"" + std::string(5'000, 'k') + "\" = 1\n").size(), testing::Lt(300u));
  std::string many;
  for (int n = 0; n < 5'000; ++n) many += "k" + std::to_string(n) + " = 1\n";
  EXPECT_THAT(mistakes_in(many), AllOf(HasSubstr("5000 mistakes"), HasSubstr("and 4980 more")));
}

TEST_F(ConfigTest, SecretsAreNeverRepeated) {
  const std::string secret = "hunter2-hunter2-hunter2";
  EXPECT_THAT(mistakes({.environment = {{"APP_DATABASE_PASSWORD", secret}}}),
              AllOf(HasSubstr("APP_DATABASE_PASSWORD"), Not(HasSubstr("hunter2"))));
  const Config c = load(options(), {.environment = {{"APP_DATABASE_PASSWORD", "hunter2"}}}).value();
  EXPECT_THAT(c.describe(), AllOf(HasSubstr("database.password = (set)  (from APP_DATABASE_PASSWORD)"), Not(HasSubstr("hunter2"))));
  EXPECT_THAT(load(options(), {})->describe(), HasSubstr("database.password = (not set)  (default)"));
}

TEST_F(ConfigTest, DescribeSaysWhereEachValueCameFrom) {
  const Config c = load(options(), {.file = write("\n[http]\nport = 1\n"), .flags = {{"http.body", "3MB"}}}).value();
  EXPECT_THAT(c.describe(), HasSubstr("http.port = 1  (from app.toml, line 3)\n"));
  EXPECT_THAT(c.describe(), HasSubstr("http.body = 3MB  (from the command line)\n"));
  EXPECT_THAT(c.describe(), HasSubstr("http.idle = 1m  (default)\n"));
  EXPECT_THAT(c.describe(), HasSubstr("database.engine = files  (default)\n"));
}

TEST_F(ConfigTest, TheManualIsAFileThatLoads) {
  const std::string manual = options().manual();
  EXPECT_THAT(
      manual,
      HasSubstr("[http]\n# Port to listen on.\n# Takes a whole number from 0 to 65535. Environment: APP_HTTP_PORT.\n# port = 8080\n"));
  EXPECT_THAT(manual, HasSubstr("Environment: APP_DATABASE_PASSWORD. Secret.\n# password = \"\"\n"));
  EXPECT_EQ(mistakes_in(manual), "none");
  std::string uncommented;
  std::istringstream lines(manual);
  for (std::string line; std::getline(lines, line);) {
    const bool value = line.starts_with("# ") && line.find(" = ") != std::string::npos;
    uncommented += (value ? line.substr(2) : line) + "\n";
  }
  EXPECT_EQ(mistakes_in(uncommented), "none");
}

TEST_F(ConfigTest, BadDeclarationsAreBugs) {
  EXPECT_THROW(Options("APP_", {port, port}), std::logic_error);
  EXPECT_THROW(Options("APP_", {Option<int>{.name = "port", .help = "x"}}), std::logic_error);
  EXPECT_THROW(Options("APP_", {Option<int>{.name = "http.port", .help = ""}}), std::logic_error);
  EXPECT_THROW(Options("APP_", {Option<int>{.name = "http.port", .fallback = 5, .max = 4, .help = "x"}}), std::logic_error);
  EXPECT_THROW(Options("APP_", {Option<bool>{.name = "a.b_c", .help = "x"}, Option<bool>{.name = "a_b.c", .help = "x"}}), std::logic_error);
  EXPECT_THROW((void)load(Options("APP_", {port}), {})->get(idle), std::logic_error);
}

TEST(Setting, IsNameAndValue) {
  EXPECT_EQ(parse_setting("http.port=80").value(), std::pair(std::string("http.port"), std::string("80")));
  EXPECT_EQ(parse_setting("a.b=x=y").value().second, "x=y");
  EXPECT_EQ(parse_setting("a.b=").value().second, "");
  EXPECT_EQ(parse_setting("http.port").error().code, "config.malformed_setting");
  EXPECT_EQ(parse_setting("=80").error().code, "config.malformed_setting");
}

TEST(Environment, IsPairs) {
  const char* entries[] = {"A=1", "B=x=y", "odd", nullptr};
  EXPECT_EQ(environment_of(entries), (Sources::Pairs{{"A", "1"}, {"B", "x=y"}}));
  EXPECT_TRUE(environment_of(nullptr).empty());
}

}  // namespace
}  // namespace config
