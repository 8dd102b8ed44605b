// The most common passwords, as the few roots and endings that nearly all of them are made of: a list of a million would mostly be these.
#include <algorithm>
#include <array>

#include "platform/base/text.hpp"
#include "signin/passwords.hpp"

namespace signin {

namespace {

using std::string_view;
constexpr std::ptrdiff_t shortest = 12, longest = 128;

constexpr string_view roots[] = {
    "password",     "passwort",     "motdepasse",    "contrasena",  "senha",    "parola",     "wachtwoord",    "qwerty",    "qwertyuiop",
    "qwertz",       "azerty",       "asdfgh",        "asdfghjkl",   "zxcvbnm",  "qazwsx",     "qazwsxedc",     "letmein",   "welcome",
    "iloveyou",     "admin",        "administrator", "login",       "master",   "monkey",     "dragon",        "sunshine",  "princess",
    "football",     "baseball",     "superman",      "batman",      "starwars", "pokemon",    "trustno",       "shadow",    "michael",
    "jennifer",     "jordan",       "charlie",       "liverpool",   "chelsea",  "arsenal",    "barcelona",     "computer",  "internet",
    "secret",       "whatever",     "hello",         "helloworld",  "freedom",  "changeme",   "default",       "guest",     "test",
    "testtest",     "testing",      "abc",           "abcd",        "abcdef",   "abcdefgh",   "abcdefghij",    "summer",    "winter",
    "spring",       "autumn",       "google",        "facebook",    "linkedin", "samsung",    "blink",         "metallica", "nirvana",
    "music",        "rockstar",     "theset",        "setlist",     "concert",  "manchester", "united",        "happy",     "birthday",
    "unbelievable", "motherfucker", "jesuschrist",   "christopher", "please",   "iloveyouso", "ilovemyfamily", "baby",      "forever",
    "family"};

// Ways of a finger over the keyboard, in rows, columns and zigzags.
constexpr string_view walks[] = {"1234567890qwertyuiopasdfghjklzxcvbnm",
                                 "1234567890qwertzuiopasdfghjklyxcvbnm",
                                 "1234567890azertyuiopqsdfghjklmwxcvbn",
                                 "zxcvbnmasdfghjklqwertyuiop1234567890",
                                 "mnbvcxzlkjhgfdsapoiuytrewq0987654321",
                                 "123qweasdzxc123456qwertyasdfghzxcvbn",
                                 "1234qwerasdfzxcv1234",
                                 "qweasdzxc123",
                                 "1q2w3e4r5t6y7u8i9o0p",
                                 "q1w2e3r4t5y6u7i8o9p0",
                                 "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
                                 "qazwsxedcrfvtgbyhnujmikolp",
                                 "1qazxsw23edcvfr45tgbnhy67ujm",
                                 "zaq12wsxcde34rfvbgt56yhnmju7"};

string_view without_digits_at_end(string_view text) {
  while (!text.empty() && text.back() >= '0' && text.back() <= '9') text.remove_suffix(1);
  return text;
}

// "P4ssw0rd!" is "password": the usual disguises undone.
std::string plain(string_view password) {
  constexpr string_view from = "4@301!5$7", to = "aaeoiisst";
  std::string out;
  for (const char c : password) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto at = from.find(low);
    out += at == from.npos ? low : to[at];
  }
  return out;
}

bool is_root(string_view text) { return std::ranges::find(roots, text) != std::end(roots); }

// "aaaaaaaaaa", "abababab…", "123123123": one short piece over and over.
bool repeats(string_view text) {
  for (std::size_t piece = 1; piece <= 4 && piece * 2 <= text.size(); ++piece) {
    bool same = true;
    for (std::size_t i = piece; same && i < text.size(); ++i) same = text[i] == text[i - piece];
    if (same) return true;
  }
  return false;
}

// "1234567890", "abcdefghij", "9876543210", "112233445566": each the next of the one before, once or often.
bool runs(std::string text) {
  text.erase(std::ranges::unique(text).begin(), text.end());
  bool up = true, down = true;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const int step = text[i] - text[i - 1];
    up = up && (step == 1 || (text[i - 1] == '9' && text[i] == '0'));
    down = down && (step == -1 || (text[i - 1] == '0' && text[i] == '9'));
  }
  return up || down;
}

bool walks_keys(string_view text) {
  return text.size() >= 6 && std::ranges::any_of(walks, [&](string_view walk) { return walk.find(text) != walk.npos; });
}

// One of the roots, or two of them: "welcomewelcome", "helloworld".
bool is_made_of_roots(string_view text) {
  if (is_root(text)) return true;
  for (std::size_t i = 1; i < text.size(); ++i)
    if (is_root(text.substr(0, i)) && is_root(text.substr(i))) return true;
  return false;
}

bool is_common(string_view password) {
  std::string low;
  for (const char c : password) low += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto signs = [](char c) { return std::string_view("!?.,*#-_+ ").find(c) != std::string_view::npos; };
  string_view core(low);
  while (!core.empty() && signs(core.back())) core.remove_suffix(1);
  while (!core.empty() && signs(core.front())) core.remove_prefix(1);
  if (core.empty() || repeats(core) || runs(std::string(core)) || walks_keys(core)) return true;
  string_view word = without_digits_at_end(core);
  while (!word.empty() && word.front() >= '0' && word.front() <= '9') word.remove_prefix(1);
  if (word.empty()) return core.size() <= 12;  // digits alone: telephone numbers and dates
  return walks_keys(word) || is_made_of_roots(word) || is_made_of_roots(plain(core)) || is_made_of_roots(plain(word));
}

// Of UTF-8; several blanks in a row may count as one.
std::ptrdiff_t characters(string_view text, bool blanks_once) {
  std::ptrdiff_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    const bool blank_again = i > 0 && text[i] == ' ' && text[i - 1] == ' ';
    if (begins && !(blanks_once && blank_again)) ++count;
  }
  return count;
}

}  // namespace

base::Result<void> check_password(std::string_view password, std::string_view email, std::string_view name) {
  const auto refuse = [](std::string code, std::string message) {
    return base::Error{base::Kind::rejected, std::move(code), std::move(message)};
  };
  if (characters(password, true) < shortest)
    return refuse("accounts.password_short", "The password needs at least 12 characters. Three or four words do well.");
  if (characters(password, false) > longest) return refuse("accounts.password_long", "The password is longer than 128 characters.");
  if (is_common(password))
    return refuse("accounts.password_common", "This password is one of the first that anybody would try. Please choose another.");
  const auto folded = base::fold(password);
  for (const auto own : {email.substr(0, email.find('@')), email, name}) {
    const auto mine = base::fold(own);
    if (mine.size() >= 4 && folded.find(mine) != folded.npos && folded.size() < mine.size() + 6)
      return refuse("accounts.password_personal", "This password is made of your name or address. Please choose another.");
  }
  return {};
}

}  // namespace signin
