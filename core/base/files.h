// The door to the disk for everything that is not the database: slots, inbox, mark, pictures.
// Every function but `poke` is durable when it returns. A failure names its path and the
// reason that the disk gave.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace eddy {

struct Files {
  virtual ~Files() = default;
  // None: there is no such file. At most the first `limit` bytes.
  virtual std::optional<std::string> read(const std::string& path, size_t limit = SIZE_MAX) = 0;
  // False where there is none. Where nobody can tell (a network's disk that is away, no right to look) it throws.
  virtual bool exists(const std::string& path) = 0;
  // False where this disk, or whose it is, does not let us: a file, or what is made in a folder.
  virtual bool can_write(const std::string&) { return true; }
  // LINK_OF_ANOTHER where the way to a folder leads over a symbolic link that belongs to neither us nor root, and lies where
  // others may write: whoever put it there says where it leads. `make_folder` asks, too.
  virtual void check_way(const std::string&) {}
  virtual int64_t size(const std::string& path) = 0;  // 0 where there is none
  virtual void make_folder(const std::string& path) = 0;
  virtual void replace(const std::string& path, std::string_view bytes) = 0;  // all or nothing
  virtual void append(const std::string& path, std::string_view bytes) = 0;
  // Overwrites the start without waiting for the disk: a hint that may be old after a power cut.
  virtual void poke(const std::string& path, std::string_view bytes) = 0;
  // Hands over what is there and empties the file when `taken` returns; appends wait meanwhile.
  virtual void drain(const std::string& path, const std::function<void(std::string_view)>& taken) = 0;
  virtual void remove(const std::string& path) = 0;  // a file, or an empty folder; fine where there is none
  virtual void rename(const std::string& from, const std::string& to) = 0;
  // Never over what is there: false then. (As it stands here for files that one process has alone.)
  virtual bool rename_new(const std::string& from, const std::string& to) {
    if (exists(to)) return false;
    rename(from, to);
    return true;
  }
  // For one program at a time, until it is destroyed; its file goes with it. None where another has it.
  struct Hold {
    virtual ~Hold() = default;
  };
  virtual std::unique_ptr<Hold> hold(const std::string&) { return std::make_unique<Hold>(); }
};

std::unique_ptr<Files> disk_files();
std::unique_ptr<Files> memory_files();

}  // namespace eddy
