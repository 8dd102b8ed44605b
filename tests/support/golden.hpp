// What the program writes, byte for byte, as files in tests/golden.
#pragma once
#include <string>
#include <string_view>

namespace support {

// `name`: "mail/verify.txt". With THESET_WRITE_GOLDEN set the file is written instead, to be read over before it is committed.
void expect_golden(const std::string& name, std::string_view text);

}  // namespace support
