// Pictures: sealed files of their own beside the store, each with its own key kept in its record. A file is padded before
// it is sealed, so that its size tells little.
#pragma once
#include <string>
#include <string_view>

#include "core/vault/session.h"

namespace eddy {

// Seals the bytes into a new file and describes it: random id and key, length, hash. Without a media type.
records::Picture save_picture(Session& session, std::string_view bytes);
// The same under the id and key that a record has already; nothing where its file is here.
void save_picture(Session& session, const records::Picture& picture, std::string_view bytes);
// NOT_FOUND where the file is not here (yet), DAMAGED where it was changed.
std::string open_picture(Session& session, const records::Picture& picture);
// The clear bytes out of a sealed file's; DAMAGED where it is not that picture.
std::string open_picture(const records::Picture& picture, std::string_view sealed);
std::string picture_path(Session& session, std::string_view id);

}  // namespace eddy
