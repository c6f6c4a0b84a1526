// A file on its way in: handed over in portions, looked at, and kept. Looking and keeping go the same way, so that what was
// shown is what is done.
#pragma once
#include <memory>
#include <string>

#include "core/exchange/keep.h"

namespace eddy {

class Imports {
 public:
  explicit Imports(Session& session) : session_(session) {}
  void hand(const api::HandRequest& request);
  api::ImportReply look(Moment now, const api::ImportRequest& request);
  // Again while there is `more`. Throws INVALID where it is no file that Eddy reads, REFUSED where words are off.
  api::ImportReply import(Moment now, const api::ImportRequest& request);
  void forget();  // the diary was locked, or it is done

 private:
  struct Reading {
    std::string text;
    const Importer* format = nullptr;
    FileKind kind{};
    std::unique_ptr<ImportRows> rows;
    std::unique_ptr<Keeper> keeper;
    std::string first, import;  // by which it is taken back: the first time, and this time
    api::ImportReply reply;
  };
  // None: something has to be asked first, and stands in `asks`.
  std::unique_ptr<Reading> begin(Moment now, const api::ImportRequest& request, api::ImportReply& asks);
  static void refuse_strange(const Reading& reading, int at_least);
  void finish(Reading& reading);

  Session& session_;
  std::string file_;
  std::unique_ptr<Reading> under_way_;
};

}  // namespace eddy
