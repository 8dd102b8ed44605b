// What our mails say, as text and as HTML, from one template: a sentence or two, perhaps a list, one link, why one gets it, and the way
// out.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace notifications {

struct Letter {
  std::string subject;
  std::string text;
  std::string html;
  std::string unsubscribe = {};  // a whole address; empty: mail that cannot be stopped
};

struct Line {
  std::string name;    // in HTML it is the link
  std::string detail;  // a second line; empty: none
  std::string link;    // a whole address; empty: none
};

// `link` is a whole address; empty: none.
struct Words {
  std::string subject;
  std::string lead;    // what happened
  std::string action;  // what the link does: "Confirm your address"
  std::string link;
  std::string foot;  // what to do if it was not you
  std::vector<Line> lines = {};
  std::string unsubscribe = {};  // as in Letter
};
Letter write(const Words& words);

}  // namespace notifications
