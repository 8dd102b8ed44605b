// Private to signin's views: the pieces that its pages and the sections of the settings are made of.
#pragma once
#include "signin/views.hpp"

namespace signin {

void complain(html::Html& h, std::string_view complaint, std::string_view code);  // nothing, where the complaint is empty
void field(html::Html& h, const Field& field);
void section(html::Html& h, html::Literal id, html::Literal title);  // opens it: the caller closes </section>

void profile_parts(html::Html& h, const SettingsPage& page);  // the sections Profile, Picture, Privacy, Notifications and Theme
void data_part(html::Html& h, const SettingsPage& page);      // the section Your data

}  // namespace signin
