// Which text both engines can store: valid UTF-8 (no surrogates, nothing overlong) without NUL. Private to this folder.
#pragma once
#include <string_view>

namespace db {

bool storable_text(std::string_view text);

}  // namespace db
