#include "core/vault/pictures.h"

#include "core/crypto/seal.h"

namespace eddy {
namespace rec = eddy::records;

std::string picture_path(Session& session, std::string_view id) {
  return session.path("pictures/") + hex(id);
}

rec::Picture save_picture(Session& session, std::string_view bytes) {
  rec::Picture p;
  std::string id(16, '\0');
  session.random().fill(id.data(), id.size());
  p.set_id(id);
  p.set_key(std::string(Secret::make(session.random()).bytes()));
  p.set_hash(digest("eddy/picture/v1", bytes));
  p.set_length(int64_t(bytes.size()));
  save_picture(session, p, bytes);
  return p;
}

void save_picture(Session& session, const rec::Picture& p, std::string_view bytes) {
  to_id(p.id(), "picture");
  if (session.files().exists(picture_path(session, p.id()))) return;
  std::string clear(bytes), sealed;
  clear.resize(padded(clear.size()), '\0');
  StreamWriter stream(Secret(p.key()), sealed);
  stream.write(clear, true, sealed);
  session.files().make_folder(session.path("pictures"));
  session.files().replace(picture_path(session, p.id()), sealed);
}

std::string open_picture(const rec::Picture& p, std::string_view sealed) try {
  StreamReader stream{Secret(p.key())};
  std::string clear;
  stream.read(sealed, clear);
  stream.read({}, clear);
  if (p.length() >= 0 && size_t(p.length()) < clear.size()) clear.resize(size_t(p.length()));
  if (!stream.done() || digest("eddy/picture/v1", clear) != p.hash())
    throw Failure{Reason::picture_damaged, "was changed"};
  return clear;
} catch (const Failure& f) {
  if (f.fault == Fault::damaged || f.fault == Fault::invalid)
    throw Failure{Reason::picture_damaged, f.detail};
  throw;
}

std::string open_picture(Session& session, const rec::Picture& p) {
  const auto sealed = session.files().read(picture_path(session, p.id()));
  if (!sealed) throw Failure{Reason::picture_not_here, "its file is not here"};
  return open_picture(p, *sealed);
}

}  // namespace eddy
