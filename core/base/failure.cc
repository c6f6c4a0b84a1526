#include "core/base/failure.h"

#include <cerrno>

namespace eddy {

Reason reason_of(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return Reason::disk_full;
    case EROFS: return Reason::read_only;
    case EACCES:
    case EPERM: return Reason::no_permission;
    case EMFILE:
    case ENFILE: return Reason::too_many_files;
    case ENAMETOOLONG: return Reason::path_too_long;
    case ENOMEM: return Reason::no_memory;
    case ENOLCK: return Reason::no_locks;
    case EISDIR:
    case ENOTDIR:
    case ENXIO:  // a pipe that nobody reads
    case ELOOP: return Reason::no_file;
    default: return Reason::disk_error;
  }
}

}  // namespace eddy
