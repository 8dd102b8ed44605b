// Hashes of secrets and sealed texts (libsodium: https://doc.libsodium.org). All results are lower-case hex.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace base {

// Of a secret that is random already (a session's token), so that the database holds nothing that opens a door. BLAKE2b, 256 bits.
std::string fingerprint(std::string_view secret);

// Who has no key cannot make it. `purpose` keeps what was signed for one use from being taken for another. BLAKE2b keyed, 256 bits.
std::string signature(std::string_view key, std::string_view purpose, std::string_view text);

// XSalsa20-Poly1305 with a nonce of its own each time; open: nothing when the key is another, or the text was touched.
std::string seal(std::string_view key, std::string_view text);
std::optional<std::string> open_sealed(std::string_view key, std::string_view sealed);

}  // namespace base
