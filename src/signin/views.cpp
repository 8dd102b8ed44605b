#include "signin/views.hpp"

#include "frame/parts.hpp"
#include "frame/words.hpp"
#include "signin/view_parts.hpp"

namespace signin {

using html::Html;

void complain(Html& h, std::string_view complaint, std::string_view code) {
  if (complaint.empty()) return;
  h << "<p class=\"toast bad\" role=\"alert\">" << html::text(complaint) << " <span class=\"dim\">" << html::text(code) << "</span></p>";
}

// What helps with a password needs scripts (web/lib/passwords.ts): hidden until they are here, and over the field, so that nothing jumps.
void field(Html& h, const Field& f) {
  const bool secret = f.type == "password";
  h << "<label" << html::attr("for", f.name) << ">" << html::text(f.label) << "</label>";
  if (secret) h << "<div class=\"secret\">";
  h << "<input" << html::attr("id", f.name) << html::attr("name", f.name) << html::attr("type", f.type)
    << html::attr("autocomplete", f.autocomplete) << " required maxlength=\"254\"";
  if (!secret) h << html::attr("value", f.value);
  h << ">";
  if (!secret) return;
  h << "<button class=\"link\" type=\"button\" aria-label=\"Show the password\" hidden>Show</button>";
  if (f.autocomplete == "new-password")
    h << "<meter class=\"bar\" min=\"0\" max=\"4\" value=\"0\" aria-label=\"How hard it is to guess\" hidden></meter>";
  h << "</div>";
}

void section(Html& h, html::Literal id, html::Literal title) {
  h << "<section class=\"full\" aria-labelledby=\"" << id << "\"><div class=\"head\"><h2 id=\"" << id << "\">" << title << "</h2></div>";
}

namespace {

void devices(Html& h, const SettingsPage& p) {
  section(h, "devices", "Where you are signed in");
  h << "<ul class=\"devices\">";
  for (const auto& s : p.sessions) {
    h << "<li><span><strong>" << html::text(s.device) << "</strong><br><span class=\"dim\">" << html::text(s.place) << " · last used "
      << html::text(frame::ago(p.now - s.seen)) << (s.fingerprint == p.current ? Html(" · this device") : Html())
      << "</span></span><form method=\"post\" action=\"/settings/sessions\">";
    h << frame::hidden("form_token", p.form_token) << frame::hidden("session", s.fingerprint);
    h << "<button class=\"btn\"" << html::attr("aria-label", "Sign out " + s.device + ", " + s.place) << ">Sign out</button></form></li>";
  }
  h << "</ul>";
  if (p.sessions.size() > 1) {
    h << "<form method=\"post\" action=\"/settings/sessions\">";
    h << frame::hidden("form_token", p.form_token);
    h << "<button class=\"btn\" name=\"others\" value=\"1\">Sign out everywhere else</button></form>";
  }
  h << "</section>";
}

void leaving(Html& h, const SettingsPage& p) {
  if (!p.deletion) return;
  h << "<form class=\"toast bad\" method=\"post\" action=\"/settings/keep\">";
  h << frame::hidden("form_token", p.form_token);
  h << "<span role=\"status\">Your account will be deleted on " << html::text(frame::long_date(*p.deletion))
    << ".</span><button class=\"btn\">Keep my account</button></form>";
}

void change_form(Html& h, const SettingsPage& p, std::string_view action, html::Literal button, const std::vector<Field>& fields) {
  h << "<form class=\"entry\" method=\"post\"" << html::action(action) << ">";
  h << frame::hidden("form_token", p.form_token);
  for (const auto& f : fields) field(h, f);
  h << "<button class=\"btn\">" << button << "</button></form></section>";
}

// Who has no password shows at Spotify that the account is theirs.
void once_more(Html& h, std::string_view next) {
  h << "<p class=\"dim\">You have no password, so please show once more that this is your account.</p><a class=\"btn\""
    << html::href("/settings/spotify?next=" + html::encode_component(next)) << ">Sign in with Spotify once more</a>";
}

void password_part(Html& h, const SettingsPage& p) {
  if (p.has_password) {
    section(h, "password-part", "Password");
    change_form(h, p, "/settings/password", "Change password",
                {{"current", "Your password now", "password", "current-password"},
                 {"password", "New password, 12 characters or more", "password", "new-password"}});
  } else if (p.spotify_linked && !p.email.empty()) {
    section(h, "password-part", "Password");
    h << "<p class=\"dim\">You have none. With one you can sign in without Spotify, too.</p><form method=\"post\" "
         "action=\"/sign-in/forgotten\">";
    h << frame::hidden("email", p.email);
    h << "<button class=\"btn\">Mail me a link to choose one</button></form></section>";
  }
}

void address_part(Html& h, const SettingsPage& p) {
  if (p.email.empty() && !p.spotify_linked) return;
  section(h, "address-part", "Address");
  if (p.email.empty()) {
    h << "<p class=\"dim\">You have none here. With one you get safety notices and can choose a password.</p>";
    if (p.proven) change_form(h, p, "/settings/address", "Add address", {{"email", "Address", "email", "email", p.typed_address}});
    else {
      once_more(h, "/settings");
      h << "</section>";
    }
    return;
  }
  h << "<p class=\"dim\">" << html::text(p.email) << ". A change has to be confirmed from the old address and from the new one.</p>";
  std::vector<Field> fields{{"email", "New address", "email", "email", p.typed_address}};
  if (p.has_password) fields.push_back({"current_for_address", "Your password", "password", "current-password"});
  if (p.has_password || p.proven) return change_form(h, p, "/settings/address", "Change address", fields);
  if (p.spotify_linked) once_more(h, "/settings");
  h << "</section>";
}

void spotify_part(Html& h, const SettingsPage& p) {
  if (!p.spotify_linked && (!p.spotify_offered || !p.has_password)) return;
  section(h, "spotify-part", "Spotify");
  if (!p.spotify_linked) {
    h << "<p class=\"dim\">Linked, it is another way in. Nothing is posted there.</p>";
    return change_form(h, p, "/settings/spotify", "Link Spotify",
                       {{"current_for_spotify", "Your password", "password", "current-password"}});
  }
  const Html whom_they_hear("<p><a href=\"/following/spotify?next=/settings\">Artists you listen to</a></p>");
  if (!p.has_password) {
    h << "<p class=\"dim\">You sign in with Spotify. It is your only way in: to unlink it, "
      << (p.email.empty() ? Html("add an address and choose a password first.") : Html("choose a password first.")) << "</p>"
      << whom_they_hear << "</section>";
    return;
  }
  h << "<p class=\"dim\">Linked: you can sign in with it.</p>" << whom_they_hear
    << "<form method=\"post\" action=\"/settings/spotify/unlink\">";
  h << frame::hidden("form_token", p.form_token);
  h << "<button class=\"btn\">Unlink Spotify</button></form></section>";
}

}  // namespace

frame::Page draw(const FormPage& p) {
  frame::Page page;
  page.title = p.title;
  page.index = false;
  Html& h = page.main;
  h << "<div class=\"wrap hero\"><h1>" << html::text(p.title) << "</h1><p class=\"lead\">" << html::text(p.why)
    << "</p></div><div class=\"wrap entry\">";
  complain(h, p.complaint, p.code);
  if (p.spotify)
    h << "<a class=\"btn main\"" << html::href("/sign-in/spotify?next=" + html::encode_component(p.next))
      << ">Continue with Spotify</a><p class=\"dim\">or with your address</p>";
  if (!p.action.empty()) {
    h << "<form class=\"entry\" method=\"post\"" << html::action(p.action) << ">";
    for (const auto& [name, value] : p.hidden) h << frame::hidden(name, value);
    for (const auto& f : p.fields) field(h, f);
    h << (p.spotify ? Html("<button class=\"btn\">") : Html("<button class=\"btn main\">")) << html::text(p.button) << "</button></form>";
  }
  if (!p.links.empty()) {
    h << "<p class=\"actions\">";
    for (const auto& [address, words] : p.links) h << "<a" << html::href(address) << ">" << html::text(words) << "</a>";
    h << "</p>";
  }
  h << "</div>";
  return page;
}

frame::Page notice(std::string_view title, std::string_view sentence, std::string_view link, std::string_view words) {
  frame::Page page;
  page.title = title;
  page.index = false;
  page.main << "<div class=\"wrap hero\"><h1>" << html::text(title) << "</h1><p class=\"lead\" role=\"status\">" << html::text(sentence)
            << "</p><p class=\"actions\"><a class=\"btn main\"" << html::href(link) << ">" << html::text(words) << "</a></p></div>";
  return page;
}

frame::Page draw(const SettingsPage& p) {
  frame::Page page;
  page.title = "Settings";
  page.index = false;
  page.style = "settings.css";
  Html& h = page.main;
  h << "<div class=\"wrap hero\"><h1>Settings</h1><p class=\"lead\">" << html::text(p.name) << "</p></div><div class=\"wrap sheet\">";
  complain(h, p.complaint, p.code);
  if (!p.told.empty()) h << "<p class=\"toast\" role=\"status\">" << html::text(p.told) << "</p>";
  leaving(h, p);
  profile_parts(h, p);
  devices(h, p);
  password_part(h, p);
  address_part(h, p);
  spotify_part(h, p);
  data_part(h, p);
  section(h, "leave", "Sign out");
  h << "<p class=\"actions\"><a class=\"btn\" href=\"/sign-out\">Sign out of this device…</a></p></section>";
  if (!p.deletion && (p.has_password || p.spotify_linked)) {
    section(h, "delete-part", "Delete account");
    h << "<p class=\"actions\"><a class=\"btn\" href=\"/settings/delete\">Delete my account…</a></p></section>";
  }
  h << "</div>";
  return page;
}

// Without scripts nothing is ever left unsent, so there is nothing to tell.
frame::Page draw_sign_out(const SettingsPage& p) {
  frame::Page page;
  page.title = "Sign out?";
  page.index = false;
  page.script = "leave.js";
  Html& h = page.main;
  h << "<div class=\"wrap hero\"><h1>Sign out?</h1><p class=\"lead\">Pages that this device keeps for times without a network are removed "
       "from it.</p></div><div class=\"wrap entry\"><p class=\"toast slow\" role=\"status\" data-unsent hidden></p>";
  h << "<form class=\"entry\" method=\"post\" action=\"/sign-out\">";
  h << frame::hidden("form_token", p.form_token);
  h << "<button class=\"btn main\" type=\"button\" data-send hidden>Send them now</button>"
       "<button class=\"btn\" data-leave>Sign out</button><a class=\"btn\" href=\"/settings\">Stay signed in</a></form></div>";
  return page;
}

frame::Page draw_deletion(const SettingsPage& p) {
  frame::Page page;
  page.title = "Delete your account?";
  page.index = false;
  Html& h = page.main;
  h << "<div class=\"wrap hero\"><h1>Delete your account?</h1><p class=\"lead\">In seven days your name, address, devices, follows and "
       "calendar are deleted for good. Until then you can take it back. What you gave to setlists stays, under “a former "
       "member”.</p></div><div class=\"wrap entry\">";
  complain(h, p.complaint, p.code);
  h << "<form class=\"entry\" method=\"post\" action=\"/settings/delete\">";
  h << frame::hidden("form_token", p.form_token);
  if (p.has_password) field(h, {"current", "Your password", "password", "current-password"});
  if (p.has_password || p.proven) h << "<button class=\"btn main\">Delete in seven days</button>";
  else once_more(h, "/settings/delete");
  h << "<a class=\"btn\" href=\"/settings\">Keep my account</a></form></div>";
  return page;
}

}  // namespace signin
