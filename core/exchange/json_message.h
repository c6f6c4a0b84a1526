// The values of one JSON object, on their way into a message's bytes. Numbers may be written as texts and the other way
// round, enums by name or number, bytes in either base64; a name is the JSON's or the .proto's.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/json_table.h"

namespace eddy {

class JsonMessage {
 public:
  bool open() const { return !frames_.empty(); }
  bool begin();  // an object; the first one is the message. False: nobody wants it
  bool end();    // true: that was the message
  void name(std::string_view name);
  bool begin_list();  // false: nobody wants it
  void end_list();
  void text(std::string_view value);
  void number(int64_t value);
  void number(uint64_t value);
  void number(double value);
  void truth(bool value);
  void nothing();  // null: as if it were not there
  // It is the reply to an Exchange/Export whose `record` comes now.
  bool is_reply() const { return frames_.size() == 1 && !frames_[0].field && reply_; }

  const char* wrong() const { return wrong_; }
  bool newer() const { return newer_; }
  std::string take();  // once it has ended

 private:
  struct Frame {
    int message = kExportedMessage;
    std::string bytes;
    uint64_t seen = 0;  // fields, by their place in the table
    const JsonField* field = nullptr;
    bool list = false;
  };
  const JsonField* ready();  // the field that a value is for
  void refuse(const char* why) { wrong_ = wrong_ ? wrong_ : why; }
  void put(const JsonField& f, uint64_t value);
  void put(const JsonField& f, std::string_view bytes);

  std::vector<Frame> frames_;
  std::string done_;
  const char* wrong_ = nullptr;
  bool newer_ = false, reply_ = false;
};

}  // namespace eddy
