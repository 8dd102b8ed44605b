// Settings: the section about the file with all that is stored about a member.
#include "frame/parts.hpp"
#include "frame/words.hpp"
#include "signin/view_parts.hpp"

namespace signin {

using html::Html;

namespace {

using personal::ExportState;

std::string size_words(std::int64_t bytes) {
  return bytes < 1'000'000 ? std::to_string((bytes + 999) / 1000) + " kB" : std::to_string((bytes + 500'000) / 1'000'000) + " MB";
}

void how_it_is(Html& h, const personal::Export& file, base::Time now) {
  if (file.to_fetch(now)) {
    h << "<p role=\"status\">Ready, " << html::text(size_words(file.bytes)) << ". Kept until "
      << html::text(frame::long_date(*file.expires)) << ".</p><p class=\"actions\"><a class=\"btn main\""
      << html::href("/settings/export/" + file.id.str()) << ">Fetch my data</a></p>";
    return;
  }
  h << "<p role=\"status\">";
  switch (file.state) {
    case ExportState::making: h << "Your data is being put together. This page shows when it is ready."; break;
    case ExportState::failed: h << "Your data could not be put together. Please ask again."; break;
    case ExportState::ready:
    case ExportState::over:
      h << "The file you asked for on " << html::text(frame::long_date(file.asked)) << " was deleted: its time was over.";
      break;
  }
  h << "</p>";
}

}  // namespace

void data_part(Html& h, const SettingsPage& p) {
  section(h, "data-part", "Your data");
  h << "<p class=\"dim\">Everything that is stored about you in one ZIP file, for people and for programs. "
    << (p.email.empty() ? Html("It takes a moment") : Html("A mail tells you when it is ready")) << "; it is then kept for seven days.</p>";
  if (p.exported) how_it_is(h, *p.exported, p.now);
  const auto next = p.exported ? p.exported->next() : std::optional(p.now);
  if (next && *next <= p.now) {
    h << "<form method=\"post\" action=\"/settings/export\">";
    h << frame::hidden("form_token", p.form_token);
    h << "<button class=\"btn\">Ask for my data</button></form>";
  }
  h << "</section>";
}

}  // namespace signin
