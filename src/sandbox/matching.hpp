// Looking for a name as the services' searches do: by words, tolerant of a slip.
#pragma once
#include <string>
#include <string_view>

namespace sandbox {

// 0: no match; the higher the closer. Both as base::fold() leaves them; a query that folds to nothing is compared as it stands.
int closeness(std::string_view name, std::string_view query);

}  // namespace sandbox
