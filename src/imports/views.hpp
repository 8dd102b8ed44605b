// The import as people see it: the progress panel of the artist's page and the open import log (IMP-5, IMP-6, IMP-11).
#pragma once
#include "imports/imports.hpp"
#include "platform/html/html.hpp"

namespace imports {

// The island with its panel, for the artist's page; nothing once an import has been complete for a while.
html::Html panel(const Progress& progress, std::string_view slug, base::Time now);
// The panel alone: the same markup as ?fragment=progress.
html::Html panel_inside(const Progress& progress, base::Time now);

html::Html parts_table(const Progress& progress, base::Time now);
html::Html log_list(const std::vector<LogLine>& lines, base::Time now);

}  // namespace imports
