// What every fuzz target starts with.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// A broken promise ends the run with the input that broke it.
#define PROMISE(condition) \
  if (!(condition)) __builtin_trap()

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
