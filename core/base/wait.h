// What stands for a practice where one just waits, drawn by chance to find out whether resets help: nothing is played, and no
// catalogue has it. It is no practice done: its seconds and ratings are counted among none.
#pragma once
#include <string_view>

namespace eddy {
constexpr std::string_view kWait = "wait";
}
