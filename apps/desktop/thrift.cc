#include "apps/desktop/thrift.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

namespace eddy::desktop {

void giveBackMemory() {
  malloc_trim(0);
  dl_iterate_phdr(
      [](dl_phdr_info* info, size_t, void*) {
        if (!std::strstr(info->dlpi_name, "Qt6Quick") && !std::strstr(info->dlpi_name, "Qt6Qml")) return 0;
        const auto page = size_t(sysconf(_SC_PAGESIZE));
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          const auto& part = info->dlpi_phdr[i];
          if (part.p_type != PT_LOAD || (part.p_flags & PF_W)) continue;  // never what may have been written
          const auto from = (info->dlpi_addr + part.p_vaddr) & ~(page - 1);
          const auto to = (info->dlpi_addr + part.p_vaddr + part.p_memsz) & ~(page - 1);
          madvise(reinterpret_cast<void*>(from), to - from, MADV_DONTNEED);
        }
        return 0;
      },
      nullptr);
}

}  // namespace eddy::desktop
