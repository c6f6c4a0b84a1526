// Reads the descriptors of the kept records at build time.
//   eddy_describe fields    a C++ table: {table, field, text, set, the kind it names}
//   eddy_describe needs     a C++ table: {method, what it needs}
//   eddy_describe json      C++ tables of what an export is made of: its messages' fields, and the names of enums' values
//   eddy_describe promises  one line per kept field, held against tests/core/promises.txt
//   eddy_describe lite      takes a FileDescriptorSet, gives it back without our own options: the lite runtime has no
//                           descriptors that they could extend
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "eddy/api/board.pb.h"
#include "eddy/api/content.pb.h"
#include "eddy/api/core.pb.h"
#include "eddy/api/days.pb.h"
#include "eddy/api/exchange.pb.h"
#include "eddy/api/insights.pb.h"
#include "eddy/api/journal.pb.h"
#include "eddy/api/options.pb.h"
#include "eddy/api/player.pb.h"
#include "eddy/api/settings.pb.h"
#include "eddy/api/sync.pb.h"
#include "eddy/records/entry.pb.h"
#include "eddy/records/options.pb.h"

namespace pb = google::protobuf;
namespace api = eddy::api;

namespace {
void fields(const pb::Descriptor* entry) {
  for (int i = 0; i < entry->oneof_decl(0)->field_count(); ++i) {
    const auto* record = entry->oneof_decl(0)->field(i);
    for (int j = 0; j < record->message_type()->field_count(); ++j) {
      const auto* f = record->message_type()->field(j);
      std::printf("{%d, %d, %d, %d, %d},  // %s\n", record->number(), f->number(),
                  f->options().GetExtension(eddy::records::free_text),
                  f->options().GetExtension(eddy::records::tags),
                  f->options().GetExtension(eddy::records::names), f->full_name().c_str());
    }
  }
}

// Every method of eddy.api says what it needs: one that does not ends the build.
bool needs() {
  bool well = true;
  for (const auto* message :
       {api::Status::descriptor(), api::Kept::descriptor(), api::PlayerReply::descriptor(),
        api::LinesReply::descriptor(), api::PictureReply::descriptor(), api::SleepPlan::descriptor(),
        api::HeadlineReply::descriptor(), api::ExportReply::descriptor(), api::SetRequest::descriptor(),
        api::SyncState::descriptor()})
    for (int i = 0; i < message->file()->service_count(); ++i)
      for (int j = 0; j < message->file()->service(i)->method_count(); ++j) {
        const auto* method = message->file()->service(i)->method(j);
        const auto needs = method->options().GetExtension(api::needs);
        if (needs == api::NEEDS_UNSPECIFIED) {
          std::fprintf(stderr, "%s: say what it needs (eddy/api/options.proto)\n",
                       method->full_name().c_str());
          well = false;
        }
        std::printf("{\"%s/%s\", %d},\n", method->service()->full_name().c_str(), method->name().c_str(),
                    int(needs));
      }
  return well;
}

// Numbers by which the tables name a message or an enum: in the order in which they are met.
template <class Descriptor>
int number_of(std::vector<const Descriptor*>& all, const Descriptor* one) {
  const auto at = std::find(all.begin(), all.end(), one);
  if (at == all.end()) return all.push_back(one), int(all.size()) - 1;
  return int(at - all.begin());
}

// FIELD(message, number, name in JSON, name, type, repeated, text, message or enum of its value)   VALUE(enum, number, name)
void json(const pb::Descriptor* top) {
  std::vector<const pb::Descriptor*> messages = {top};
  std::vector<const pb::EnumDescriptor*> enums;
  for (size_t m = 0; m < messages.size(); ++m)
    for (int i = 0; i < messages[m]->field_count(); ++i) {
      const auto* f = messages[m]->field(i);
      int of = -1;
      if (f->message_type()) of = number_of(messages, f->message_type());
      if (f->enum_type()) of = number_of(enums, f->enum_type());
      std::printf("FIELD(%d, %d, \"%s\", \"%s\", %s, %d, %d, %d)\n", int(m), f->number(),
                  f->json_name().c_str(), f->name().c_str(), f->type_name(), f->is_repeated(),
                  f->options().GetExtension(eddy::records::free_text), of);
    }
  for (size_t e = 0; e < enums.size(); ++e)
    for (int i = 0; i < enums[e]->value_count(); ++i)
      std::printf("VALUE(%d, %d, \"%s\")\n", int(e), enums[e]->value(i)->number(),
                  enums[e]->value(i)->name().c_str());
}

void promises(const pb::Descriptor* message, std::set<std::string>& done) {
  if (!done.insert(message->full_name()).second) return;
  for (int i = 0; i < message->field_count(); ++i) {
    const auto* f = message->field(i);
    std::string type = f->type_name();
    if (f->message_type()) type = f->message_type()->full_name();
    if (f->enum_type()) type = f->enum_type()->full_name();
    // By what an export calls it: inside, a field may get a better name.
    const auto& name = f->has_json_name() ? f->json_name() : f->name();
    std::printf("%s %d %s %s%s%s%s\n", message->full_name().c_str(), f->number(), name.c_str(),
                f->is_repeated() ? "repeated " : "", type.c_str(),
                f->options().GetExtension(eddy::records::free_text) ? " text" : "",
                f->options().GetExtension(eddy::records::tags) ? " set" : "");
    if (f->enum_type() && done.insert(f->enum_type()->full_name()).second)
      for (int v = 0; v < f->enum_type()->value_count(); ++v)
        std::printf("%s %d %s\n", f->enum_type()->full_name().c_str(), f->enum_type()->value(v)->number(),
                    f->enum_type()->value(v)->name().c_str());
    if (f->message_type()) promises(f->message_type(), done);
  }
}

void plain(pb::DescriptorProto* message) {
  for (auto& f : *message->mutable_field()) f.mutable_options()->ClearExtension(eddy::records::free_text);
  for (auto& f : *message->mutable_field()) f.mutable_options()->ClearExtension(eddy::records::tags);
  for (auto& f : *message->mutable_field()) f.mutable_options()->ClearExtension(eddy::records::names);
  for (auto& m : *message->mutable_nested_type()) plain(&m);
}

void lite() {
  const std::set<std::string> options = {"eddy/api/options.proto", "eddy/records/options.proto",
                                         "google/protobuf/descriptor.proto"};
  pb::FileDescriptorSet all, out;
  all.ParseFromIstream(&std::cin);
  for (auto& file : *all.mutable_file()) {
    if (options.count(file.name())) continue;
    auto& to = *out.add_file() = file;
    to.clear_dependency();
    for (const auto& d : file.dependency())
      if (!options.count(d)) to.add_dependency(d);
    for (auto& m : *to.mutable_message_type()) plain(&m);
    to.clear_service();
  }
  out.SerializeToOstream(&std::cout);
}
}  // namespace

int main(int argc, char** argv) {
  const auto* entry = eddy::records::Entry::descriptor();
  if (argc == 2 && !std::strcmp(argv[1], "fields")) return fields(entry), 0;
  if (argc == 2 && !std::strcmp(argv[1], "needs")) return needs() ? 0 : 1;
  if (argc == 2 && !std::strcmp(argv[1], "json")) return json(api::Exported::descriptor()), 0;
  std::set<std::string> done;
  if (argc == 2 && !std::strcmp(argv[1], "promises")) return promises(entry, done), 0;
  if (argc == 2 && !std::strcmp(argv[1], "lite")) return lite(), 0;
  std::fprintf(stderr, "usage: eddy_describe fields|needs|json|promises|lite\n");
  return 2;
}
