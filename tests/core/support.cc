#include "tests/core/support.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace eddy::test {

using namespace std::string_literals;

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
}

World::World() {
  session.open_in_memory(7);
  init();
}
World::World(const std::string& home) { session.attach(home); }

Id World::check_in(int mood, Moment when, const std::string& note) {
  records::Entry e;
  auto& c = *e.mutable_check_in();
  c.set_mood(mood);
  c.set_at_ms(when.ms);
  c.set_offset_min(when.offset_min);
  if (!note.empty()) c.set_note(note);
  return to_id(journal.keep(when, e, true).id(), "id");
}

Id World::hard_call(int how_hard, records::CallKind kind, Moment when) {
  records::Entry e;
  auto& c = *e.mutable_hard_call();
  c.set_how_hard(how_hard);
  c.set_kind(kind);
  c.set_at_ms(when.ms);
  c.set_offset_min(when.offset_min);
  return to_id(journal.keep(when, e, true).id(), "id");
}

std::string output_of(const std::string& command) {
  FILE* p = popen(command.c_str(), "r");
  std::string out;
  char part[4096];
  while (const auto n = fread(part, 1, sizeof part, p)) out.append(part, n);
  pclose(p);
  return out;
}

std::string jpeg(const std::string& secret) {
  const auto segment = [](unsigned char marker, const std::string& body) {
    return "\xff"s + char(marker) + char((body.size() + 2) >> 8) + char((body.size() + 2) & 255) + body;
  };
  return "\xff\xd8"s + segment(0xe0, "JFIF\0\1\1\0\0\1\0\1\1\1"s + secret.substr(0, 3)) +
         segment(0xe0, "JFXX\0\x10"s + secret) + segment(0xe1, "Exif\0\0"s + secret) + segment(0xfe, secret) +
         segment(0xdb, std::string(65, 1)) + segment(0xda, "\1\1\0\0\x3f\0"s) +
         "scan\xff\0data\xff\xd0more"s + "\xff\xd9" + secret;
}

}  // namespace eddy::test
