// A session on the real disk, with something happening at the n-th call for a file.
#pragma once
#include <filesystem>
#include <map>
#include <string>

#include "core/vault/session.h"
#include "tests/core/support.h"

namespace eddy::test {

class Doing : public Files {
 public:
  using What = std::function<void(const std::string& path)>;
  Doing(int at, What what) : left_(at), what_(std::move(what)) {}
  // The same at every call.
  explicit Doing(What each) : each_(std::move(each)) {}
  int calls() const { return calls_; }
  void fail_replacing() { replaces_ = false; }

  std::optional<std::string> read(const std::string& p, size_t limit) override {
    return step(p), disk_->read(p, limit);
  }
  bool exists(const std::string& p) override { return step(p), disk_->exists(p); }
  int64_t size(const std::string& p) override { return step(p), disk_->size(p); }
  void make_folder(const std::string& p) override { step(p), disk_->make_folder(p); }
  void replace(const std::string& p, std::string_view bytes) override {
    step(p);
    if (!replaces_) throw Failure{Reason::disk_full, "not to be written"};
    disk_->replace(p, bytes);
  }
  void append(const std::string& p, std::string_view bytes) override { step(p), disk_->append(p, bytes); }
  void poke(const std::string& p, std::string_view bytes) override { step(p), disk_->poke(p, bytes); }
  void drain(const std::string& p, const std::function<void(std::string_view)>& taken) override {
    step(p), disk_->drain(p, taken);
  }
  void remove(const std::string& p) override { step(p), disk_->remove(p); }
  void rename(const std::string& a, const std::string& b) override { step(a), disk_->rename(a, b); }
  bool rename_new(const std::string& a, const std::string& b) override {
    return step(a), disk_->rename_new(a, b);
  }
  std::unique_ptr<Hold> hold(const std::string& p) override { return step(p), disk_->hold(p); }

 private:
  void step(const std::string& path) {
    ++calls_;
    if (each_) each_(path);
    if (--left_ == 0) what_(path);
  }
  std::unique_ptr<Files> disk_ = disk_files();
  int left_ = 0, calls_ = 0;
  What what_, each_;
  bool replaces_ = true;
};

inline constexpr char kPass[] = "a calm river";

// Cheap to open, and its own Doing for as long as it lives.
struct Maker {
  Doing* doing;
  Session session;
  Maker(const std::string& home, int at, Doing::What what, uint64_t seed = 1)
      : doing(new Doing(at, std::move(what))), session(std::unique_ptr<Files>(doing)) {
    session.be_repeatable(seed);
    session.attach(home);
  }
};

inline bool opens(const std::string& home) {
  Session s;
  s.attach(home);
  s.unlock_passphrase(kPass);
  return s.open();
}

inline std::map<std::string, std::string> everything_in(const std::string& folder) {
  std::map<std::string, std::string> out;
  if (!std::filesystem::exists(folder)) return out;
  for (const auto& f : std::filesystem::recursive_directory_iterator(folder))
    if (f.is_regular_file()) out[f.path().string()] = read(f.path().string());
  return out;
}

}  // namespace eddy::test
