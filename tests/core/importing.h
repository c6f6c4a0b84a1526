// A whole file taken in, in as many portions as it takes.
#pragma once
#include "core/exchange/imports.h"

namespace eddy::test {

inline api::ImportReply import_file(Imports& imports, Moment now, const api::ImportRequest& request) {
  auto reply = imports.import(now, request);
  for (const api::ImportRequest on; reply.more();) reply = imports.import(now, on);
  return reply;
}
inline api::ImportReply import_daylio(Session& session, Moment now, const api::ImportRequest& request) {
  Imports imports(session);
  return import_file(imports, now, request);
}

}  // namespace eddy::test
