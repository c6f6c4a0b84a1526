// What a device may be called. Its name is shown in lists on one's other devices, and on a terminal: what it does there is
// nothing but to be read.
#pragma once
#include <string>
#include <string_view>

namespace eddy::sync {

constexpr size_t kLongestName = 64;  // bytes
// UTF-8 that is 1 to 64 bytes long, not all blank, and holds nothing that cannot be seen or that turns the text around it.
bool is_device_name(std::string_view name);
// It, or MISSING, TOO_LONG, MALFORMED of the field "name".
std::string device_name(const std::string& given);

}  // namespace eddy::sync
