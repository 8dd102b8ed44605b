// What the kernel lets the decoder have from here on: memory, time, and no file or socket beyond those that are open.
#pragma once

namespace pictures::decoder {

bool confine();  // false: the kernel refused, and nothing may be decoded

}  // namespace pictures::decoder
