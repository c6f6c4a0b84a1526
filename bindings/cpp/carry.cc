// eddy-carry: reads calls from its standard input, makes them over gRPC, writes the answers. Knows nothing of what is in
// them. Ends with its input.   u32 size | api.StepReply.Call   ->   u32 size | api.StepRequest.Response
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/security/tls_certificate_verifier.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <exception>
#include <fstream>
#include <future>
#include <map>

#include "bindings/cpp/nearby.h"
#include "core/wire/certificate.h"
#include "eddy/api/sync.pb.h"

namespace {

using eddy::api::StepReply;
using Response = eddy::api::StepRequest::Response;
constexpr auto kPatience = std::chrono::seconds(40);
constexpr int kLargest = 4 << 20;
constexpr auto kLook = std::chrono::milliseconds(20);
constexpr size_t kMostMore = 24 << 20;  // memory that an answer may take while it comes

// Only the certificate that was pinned; or whoever answers, where what is asked proves itself.
class Pinned : public grpc::experimental::ExternalCertificateVerifier {
 public:
  explicit Pinned(std::string fingerprint) : fingerprint_(std::move(fingerprint)) {}
  bool Verify(grpc::experimental::TlsCustomVerificationCheckRequest* request,
              std::function<void(grpc::Status)>, grpc::Status* status) override {
    try {
      const auto pem = request->peer_cert();
      if (fingerprint_.empty() || eddy::wire::fingerprint({pem.data(), pem.size()}) == fingerprint_)
        return true;
    } catch (const std::exception&) {
    }
    *status = {grpc::StatusCode::UNAUTHENTICATED, "another certificate than the pinned one"};
    return true;
  }
  void Cancel(grpc::experimental::TlsCustomVerificationCheckRequest*) override {}

 private:
  const std::string fingerprint_;
};

std::shared_ptr<grpc::Channel> channel_to(const StepReply::Call& call) {
  static std::map<std::string, std::shared_ptr<grpc::Channel>> known;
  auto& channel = known[call.server() + (call.any_certificate() ? "?" : call.fingerprint())];
  if (channel) return channel;
  std::shared_ptr<grpc::ChannelCredentials> how;
  if (call.fingerprint().empty() && !call.any_certificate()) {
    how = grpc::SslCredentials({});
  } else {
    grpc::experimental::TlsChannelCredentialsOptions options;
    options.set_verify_server_certs(false);
    options.set_check_call_host(false);
    options.set_certificate_verifier(grpc::experimental::ExternalCertificateVerifier::Create<Pinned>(
        call.any_certificate() ? "" : call.fingerprint()));
    how = grpc::experimental::TlsCredentials(options);
  }
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kLargest);
  // What is packed stays packed, and is no answer then: it would be unpacked before it is measured.
  arguments.SetInt(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
  if (eddy::is_nearby(call.server())) arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return channel = grpc::CreateCustomChannel(call.server(), how, arguments);
}

// Bytes of memory in use.
size_t resident() {
  std::ifstream statm("/proc/self/statm");
  size_t all = 0, pages = 0;
  statm >> all >> pages;
  return pages * size_t(sysconf(_SC_PAGESIZE));
}

Response carry(const StepReply::Call& call) {
  grpc::GenericStub stub(channel_to(call));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  const grpc::Slice slice(call.request());
  const grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer reply;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, call.method(), {}, &request, &reply,
                 [&](grpc::Status s) { done.set_value(std::move(s)); });
  // gRPC gathers the whole of a message before it holds it against the limit; nobody waits for that.
  auto ended = done.get_future();
  const auto before = resident();
  while (ended.wait_for(kLook) != std::future_status::ready)
    if (resident() > before + kMostMore) context.TryCancel();
  const auto status = ended.get();
  Response response;
  response.set_status(int(status.error_code()));
  response.set_message(status.error_message().substr(0, 64));
  std::vector<grpc::Slice> parts;
  if (status.ok() && reply.Dump(&parts).ok())
    for (const auto& p : parts)
      response.mutable_reply()->append(reinterpret_cast<const char*>(p.begin()), p.size());
  return response;
}

bool read_all(void* into, size_t size) {
  for (size_t done = 0; done < size;) {
    const auto n = read(0, static_cast<char*>(into) + done, size - done);
    if (n <= 0) return false;
    done += size_t(n);
  }
  return true;
}

bool write_all(const std::string& bytes) {
  for (size_t done = 0; done < bytes.size();) {
    const auto n = write(1, bytes.data() + done, bytes.size() - done);
    if (n <= 0) return false;
    done += size_t(n);
  }
  return true;
}

}  // namespace

int main() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
  setenv("GRPC_VERBOSITY", "NONE", 0);  // what a person should know is in the answer
  uint32_t size = 0;
  while (read_all(&size, 4) && size <= uint32_t(kLargest)) {
    std::string body(size, '\0');
    StepReply::Call call;
    if (!read_all(body.data(), size) || !call.ParseFromString(body)) return 1;
    const auto response = carry(call).SerializeAsString();
    const auto back = uint32_t(response.size());
    if (!write_all(std::string(reinterpret_cast<const char*>(&back), 4) + response)) return 0;
  }
  return 0;
}
