// What our mails say, as text and as HTML, from one template: a sentence or two, perhaps one link, and why one gets it.
#pragma once
#include <string>
#include <string_view>

namespace notifications {

struct Letter {
  std::string subject;
  std::string text;
  std::string html;
};

// `link` is a whole address; empty: none.
struct Words {
  std::string subject;
  std::string lead;    // what happened
  std::string action;  // what the link does: "Confirm your address"
  std::string link;
  std::string foot;  // what to do if it was not you
};
Letter write(const Words& words);

}  // namespace notifications
