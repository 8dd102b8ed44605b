// Settings: the sections about how a member appears to others, and pages to them.
#include <algorithm>

#include "frame/parts.hpp"
#include "profiles/picture.hpp"
#include "signin/view_parts.hpp"

namespace signin {

using html::Html;

namespace {

constexpr std::string_view frequency_words[] = {"At once", "Daily", "Weekly", "Never"};

void begin_form(Html& h, const SettingsPage& p, std::string_view action) {
  h << "<form class=\"entry\" method=\"post\"" << html::action(action) << ">";
  h << frame::hidden("form_token", p.form_token);
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

void picture_part(Html& h, const SettingsPage& p) {
  section(h, "picture-part", "Picture");
  const auto& picture = p.saved.picture;
  if (p.saved.uploaded())
    h << "<p><img alt=\"Your picture\" width=\"96\" height=\"96\"" << html::src(profiles::picture_address(picture, 192)) << "></p>";
  else if (!picture.empty()) h << "<p class=\"dim\">The one that you have at Spotify is on its way here.</p>";
  h << "<form class=\"entry\" method=\"post\" action=\"/settings/picture\" enctype=\"multipart/form-data\">";
  h << frame::hidden("form_token", p.form_token);
  h << "<label for=\"picture\">" << (p.saved.uploaded() ? Html("Another picture") : Html("Picture"))
    << "</label><input id=\"picture\" name=\"picture\" type=\"file\" required "
       "accept=\"image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif\" aria-describedby=\"picture-rule\"><p class=\"dim\" "
       "id=\"picture-rule\">JPEG, PNG, WebP, AVIF or HEIC, up to 10 MB. It is cut to a square for your page, and where it was taken is not "
       "kept.</p><button class=\"btn\">Save picture</button></form>";
  if (!picture.empty()) {
    h << "<form method=\"post\" action=\"/settings/picture/remove\">";
    h << frame::hidden("form_token", p.form_token);
    h << "<button class=\"btn\">Remove picture</button></form>";
  }
  h << "</section>";
}

void choice(Html& h, std::string_view name, html::Literal label, bool open) {
  h << "<label" << html::attr("for", name) << ">" << label << "</label><select" << html::attr("id", name) << html::attr("name", name)
    << "><option value=\"me\"" << (open ? Html() : Html(" selected")) << ">Only me</option><option value=\"everybody\""
    << (open ? Html(" selected") : Html()) << ">Everybody</option></select>";
}

void privacy_part(Html& h, const SettingsPage& p) {
  section(h, "privacy-part", "Privacy");
  h << "<p class=\"dim\">Who may see what. Names beside changes to a setlist are always shown; they lead to your page while everybody may "
       "see it.</p>";
  begin_form(h, p, "/settings/privacy");
  choice(h, "page", "Your page", p.saved.open.page);
  choice(h, "follows", "On it, whom you follow", p.saved.open.follows);
  choice(h, "activity", "On it, your changes to setlists and how often you voted", p.saved.open.activity);
  h << "<button class=\"btn\">Save privacy</button></form></section>";
}

using notifications::Topic;

void topic_row(Html& h, Topic topic, notifications::Frequency wish) {
  const auto name = notifications::to_string(topic), words = notifications::in_words(topic);
  const auto offered = notifications::choices(topic);
  h << "<tr><th scope=\"row\">" << html::text(words) << "</th>";
  for (std::size_t i = 0; i < std::size(frequency_words); ++i) {
    const auto frequency = notifications::frequencies[i];
    h << "<td>";
    if (std::ranges::find(offered, frequency) != offered.end())
      h << "<label><input type=\"radio\"" << html::attr("name", name) << html::attr("value", notifications::to_string(frequency))
        << html::attr("aria-label", std::string(words) + ": " + std::string(frequency_words[i]))
        << (frequency == wish ? Html(" checked") : Html()) << "></label>";
    h << "</td>";
  }
  h << "</tr>";
}

void notifications_part(Html& h, const SettingsPage& p) {
  section(h, "notifications-part", "Notifications");
  h << "<p class=\"dim\">"
    << (p.email.empty() ? Html("You have no address here, so no mail is sent. It holds from when you have one.")
                        : Html("Which mail you get, and how often."))
    << "</p><form method=\"post\" action=\"/settings/notifications\">";
  h << frame::hidden("form_token", p.form_token);
  h << "<table class=\"wishes\"><thead><tr><th scope=\"col\">Mail</th>";
  for (const auto words : frequency_words) h << "<th scope=\"col\">" << html::text(words) << "</th>";
  h << "</tr></thead><tbody>";
  for (const auto topic : {Topic::new_shows, Topic::welcome, Topic::platform}) topic_row(h, topic, p.wishes.of(topic));
  h << "<tr><th scope=\"row\">" << html::text(notifications::in_words(Topic::security))
    << "</th><td colspan=\"4\">Always, at once</td></tr></tbody></table><button "
       "class=\"btn\">Save notifications</button></form></section>";
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
  picture_part(h, p);
  privacy_part(h, p);
  notifications_part(h, p);
  theme_part(h, p);
}

}  // namespace signin
