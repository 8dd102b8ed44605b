#include "platform/base/secrets.hpp"

#include <sodium.h>

#include <array>

#include "platform/base/hex.hpp"

namespace base {

namespace {

using Bytes32 = std::array<unsigned char, 32>;
static_assert(crypto_generichash_BYTES == 32 && crypto_secretbox_KEYBYTES == 32 && crypto_generichash_KEYBYTES == 32);

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string hex(const Bytes32& hash) { return to_hex({reinterpret_cast<const char*>(hash.data()), hash.size()}); }

Bytes32 hash(std::string_view text, std::string_view key = {}) {
  Bytes32 out;
  crypto_generichash(out.data(), out.size(), bytes(text), text.size(), key.empty() ? nullptr : bytes(key), key.size());
  return out;
}

// Keys of any length become one of the right length.
Bytes32 key_for(std::string_view key, std::string_view purpose) {
  const Bytes32 whole = hash(key);
  return hash(purpose, {reinterpret_cast<const char*>(whole.data()), whole.size()});
}

}  // namespace

std::string fingerprint(std::string_view secret) {
  const Bytes32 out = hash(secret);
  return hex(out);
}

std::string signature(std::string_view key, std::string_view purpose, std::string_view text) {
  const Bytes32 own = key_for(key, purpose);
  const Bytes32 out = hash(text, {reinterpret_cast<const char*>(own.data()), own.size()});
  return hex(out);
}

std::string seal(std::string_view key, std::string_view text) {
  const Bytes32 own = key_for(key, "seal");
  std::string out(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size(), '\0');
  randombytes_buf(out.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(bytes(out) + crypto_secretbox_NONCEBYTES, bytes(text), text.size(), bytes(out), own.data());
  return to_hex(out);
}

std::optional<std::string> open_sealed(std::string_view key, std::string_view sealed) {
  const Bytes32 own = key_for(key, "seal");
  const auto raw = from_hex(sealed);
  constexpr std::size_t extra = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (!raw || raw->size() < extra) return std::nullopt;
  std::string text(raw->size() - extra, '\0');
  const auto* box = bytes(*raw) + crypto_secretbox_NONCEBYTES;
  if (crypto_secretbox_open_easy(bytes(text), box, raw->size() - crypto_secretbox_NONCEBYTES, bytes(*raw), own.data()) != 0)
    return std::nullopt;
  return text;
}

}  // namespace base
