// Giving memory back once nothing is shown.
#pragma once

namespace eddy::desktop {
// Returns freed heap, and the code of the script engine and its scene, to the system. The code is clean, mapped from
// its files: used again, it comes back from the page cache. Safe at any time.
void giveBackMemory();
}  // namespace eddy::desktop
