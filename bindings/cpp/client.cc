#include "bindings/cpp/client.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/util/json_util.h>
#include <signal.h>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

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

namespace eddy::client {
namespace pb = google::protobuf;
namespace {

const std::vector<const pb::FileDescriptor*>& files() {
  static const std::vector<const pb::FileDescriptor*> all = {
      api::Status::descriptor()->file(),        api::Kept::descriptor()->file(),
      api::PlayerReply::descriptor()->file(),   api::LinesReply::descriptor()->file(),
      api::PictureReply::descriptor()->file(),  api::SleepPlan::descriptor()->file(),
      api::HeadlineReply::descriptor()->file(), api::ExportReply::descriptor()->file(),
      api::SetRequest::descriptor()->file(),    api::SyncState::descriptor()->file()};
  return all;
}

}  // namespace

Error error(api::Error::Reason reason, const std::string& detail) {
  api::Error e;
  e.set_kind(api::Error::Kind(int(reason) / 100));
  e.set_reason(reason);
  e.set_detail(detail);
  return Error(e);
}

Client::Client(std::function<double()> c) : clock(std::move(c)), core_(eddy_new()) {
  if (!core_) throw std::runtime_error("the core would not start");
}

std::string Client::raw(const std::string& method, std::string request) {
  const std::unique_ptr<eddy_reply, void (*)(eddy_reply*)> reply(
      eddy_call(core_.get(), ("eddy.api." + method).c_str(), clock(),
                reinterpret_cast<const uint8_t*>(request.data()), request.size()),
      eddy_reply_free);
  sodium_memzero(request.data(), request.size());
  std::string bytes(reinterpret_cast<const char*>(eddy_reply_data(reply.get())),
                    eddy_reply_size(reply.get()));
  if (eddy_reply_ok(reply.get())) return bytes;
  api::Error e;
  (void)e.ParseFromString(bytes);
  throw Error(e);
}

std::string to_json(const pb::Message& message, bool pretty) {
  pb::util::JsonPrintOptions options;
  options.add_whitespace = pretty;
  options.preserve_proto_field_names = false;
  std::string out;
  if (!pb::util::MessageToJsonString(message, &out, options).ok()) throw std::logic_error("no JSON for this");
  return out;
}

void from_json(const std::string& json, pb::Message& message) {
  // The parser's own words may repeat what was typed, so they are not passed on.
  if (!pb::util::JsonStringToMessage(json, &message).ok())
    throw error(api::Error::BAD_REQUEST,
                "not a " + message.GetDescriptor()->full_name() + " in Protocol Buffers' JSON");
}

namespace {

const pb::MethodDescriptor& described(const std::string& method) {
  const auto slash = method.find('/');
  for (const auto* file : files())
    for (int i = 0; i < file->service_count(); ++i)
      if (slash != std::string::npos && file->service(i)->name() == method.substr(0, slash))
        if (const auto* found = file->service(i)->FindMethodByName(method.substr(slash + 1))) return *found;
  throw error(api::Error::NO_SUCH_METHOD, "unknown");
}

}  // namespace

Needs needs(const std::string& method) {
  const auto& options = described(method).options();
  return {options.GetExtension(api::needs), options.GetExtension(api::passphrase_again)};
}

std::string Client::json(const std::string& method, const std::string& request) {
  const auto* found = &described(method);
  auto* factory = pb::MessageFactory::generated_factory();
  const std::unique_ptr<pb::Message> in(factory->GetPrototype(found->input_type())->New());
  const std::unique_ptr<pb::Message> out(factory->GetPrototype(found->output_type())->New());
  from_json(request.empty() ? "{}" : request, *in);
  if (!out->ParseFromString(raw(method, in->SerializeAsString())))
    throw std::logic_error("not a " + method + " reply");
  return to_json(*out);
}

std::vector<std::string> methods() {
  std::vector<std::string> out;
  for (const auto* file : files())
    for (int i = 0; i < file->service_count(); ++i)
      for (int j = 0; j < file->service(i)->method_count(); ++j)
        out.push_back(file->service(i)->name() + "/" + file->service(i)->method(j)->name());
  return out;
}

void harden_process() {
  umask(0077);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
  signal(SIGXFSZ, SIG_IGN);  // a limit to the size of files is then told as what could not be written
}

}  // namespace eddy::client
