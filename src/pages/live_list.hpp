// A setlist's live document with its votes and its latest changes, read for a page.
#pragma once
#include "accounts/visitor.hpp"
#include "live/views.hpp"
#include "pages/history_page.hpp"
#include "setlists/documents.hpp"

namespace pages {

// `viewer`: whose own votes and changes are told apart; none: nobody in particular.
live::ListView live_list(db::Tx& tx, const shows::Show& show, const setlists::Setlist& setlist, base::Time now,
                         const accounts::Visitor* viewer);

std::vector<live::RowView> rows_of(const ot::Document& document, const std::string& zone);
Version version_of(const setlists::documents::Change& change, const ot::Document& head, const std::string& zone);

}  // namespace pages
