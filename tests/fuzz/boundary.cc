// Any method with any bytes, against an open core in memory: a reply, always. First byte: which method.
#include "bindings/cpp/client.h"

static eddy_core* opened() {
  auto* core = eddy_new();
  eddy_reply_free(eddy_call(core, "eddy.api.Core/OpenInMemory", 1.77e12,
                            reinterpret_cast<const uint8_t*>("\x08\x07"), 2));
  eddy_reply_free(eddy_call(core, "eddy.api.Core/Init", 1.77e12,
                            reinterpret_cast<const uint8_t*>("\x0a\x08xxxxxxxx"), 10));
  return core;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto methods = [] {
    std::vector<std::string> kept;
    for (const auto& m : eddy::client::methods())  // the key derivation is slow on purpose
      if (m != "Core/RevealKey" && m != "Core/ChangePassphrase" && m != "Core/MakeRecoveryPhrase" &&
          m != "Core/Init" && m != "Exchange/Restore" && m != "Core/Attach")
        kept.push_back("eddy.api." + m);
    return kept;
  }();
  static auto* core = opened();
  static int calls = 0;
  if (size == 0) return 0;
  if (++calls % 20'000 == 0) eddy_free(core), core = opened();  // the diary does not grow for ever
  auto* r = eddy_call(core, methods[data[0] % methods.size()].c_str(), 1.77e12 + calls, data + 1, size - 1);
  if (!eddy_reply_ok(r)) {
    eddy::api::Error e;
    if (!e.ParseFromArray(eddy_reply_data(r), int(eddy_reply_size(r))) || e.kind() == eddy::api::Error::BUG)
      __builtin_trap();
  }
  eddy_reply_free(r);
  return 0;
}
