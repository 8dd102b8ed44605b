// Settings: the sections about how a member appears to others, and pages to them.
#include "signin/view_parts.hpp"

namespace signin {

using html::Html;

namespace {

void begin_form(Html& h, const SettingsPage& p, std::string_view action) {
  h << "<form class=\"entry\" method=\"post\"" << html::action(action) << ">";
  hide(h, "form_token", p.form_token);
}

void own_page(Html& h, const profiles::Profile& profile) {
  if (profile.handle.empty()) {
    h << "<p class=\"dim\">With a handle you have a page of your own here. Until you open it under Privacy, only you see it.</p>";
    return;
  }
  h << "<p class=\"dim\">Your page: <a" << html::href("/u/" + profile.handle) << ">/u/" << html::text(profile.handle) << "</a>"
    << (profile.open.page ? Html(". Everybody can see it.") : Html(". Only you see it.")) << "</p>";
}

void profile_part(Html& h, const SettingsPage& p) {
  section(h, "profile-part", "Profile");
  own_page(h, p.saved);
  begin_form(h, p, "/settings/profile");
  h << "<label for=\"name\">Name others see</label><input id=\"name\" name=\"name\" autocomplete=\"nickname\" required maxlength=\"60\""
    << html::attr("value", p.profile.name)
    << "><label for=\"handle\">Handle</label><input id=\"handle\" name=\"handle\" autocomplete=\"off\" autocapitalize=\"none\" "
       "spellcheck=\"false\" maxlength=\"40\" aria-describedby=\"handle-rule\""
    << html::attr("value", p.profile.handle)
    << "><p class=\"dim\" id=\"handle-rule\">3 to 30 of the letters a to z, digits, _ and -. The address of your page; a former one is "
       "free for others at once.</p><button class=\"btn\">Save profile</button></form></section>";
}

void choice(Html& h, std::string_view name, html::Literal label, bool open) {
  h << "<label" << html::attr("for", name) << ">" << label << "</label><select" << html::attr("id", name) << html::attr("name", name)
    << "><option value=\"me\"" << (open ? Html() : Html(" selected")) << ">Only me</option><option value=\"everybody\""
    << (open ? Html(" selected") : Html()) << ">Everybody</option></select>";
}

void privacy_part(Html& h, const SettingsPage& p) {
  section(h, "privacy-part", "Privacy");
  h << "<p class=\"dim\">Who may see what. Names beside changes to a setlist are always shown.</p>";
  begin_form(h, p, "/settings/privacy");
  choice(h, "page", "Your page", p.saved.open.page);
  choice(h, "follows", "On it, whom you follow", p.saved.open.follows);
  choice(h, "activity", "On it, your changes to setlists and how often you voted", p.saved.open.activity);
  h << "<button class=\"btn\">Save privacy</button></form></section>";
}

// One tap: the buttons are the choice.
void theme_part(Html& h, const SettingsPage& p) {
  section(h, "theme-part", "Theme");
  h << "<p class=\"dim\">Dark is made for dark halls. Room mode, for the front row, is black whatever you choose here.</p>";
  begin_form(h, p, "/settings/theme");
  for (const auto& [theme, words] :
       {std::pair(frame::Theme::dark, "Dark"), std::pair(frame::Theme::light, "Light, dark while a show is on"),
        std::pair(frame::Theme::bright, "Light, during shows too")})
    h << "<button class=\"btn\" name=\"theme\"" << html::attr("value", frame::to_string(theme))
      << html::attr("aria-pressed", theme == p.theme ? "true" : "false") << ">" << html::text(words) << "</button>";
  h << "</form></section>";
}

}  // namespace

void profile_parts(Html& h, const SettingsPage& p) {
  profile_part(h, p);
  privacy_part(h, p);
  theme_part(h, p);
}

}  // namespace signin
