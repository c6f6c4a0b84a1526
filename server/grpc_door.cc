#include "server/grpc_door.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/resource_quota.h>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <future>
#include <thread>

namespace eddy::server {
namespace {

// "ipv4:10.0.0.1:5000" and "ipv6:[::1]:5000" without kind and port.
std::string machine(const std::string& peer) {
  const auto from = peer.find(':'), to = peer.rfind(':');
  return from == std::string::npos || to <= from ? peer : peer.substr(from + 1, to - from - 1);
}

// What a stranger may hold: no connection that says nothing, and not more memory in all than this.
// A call takes seconds; whoever keeps one open for longer is asked to come again.
constexpr int kHandshakeMs = 10'000, kIdleMs = 120'000, kOldMs = 300'000, kGraceMs = 60'000;
constexpr auto kFarewell = std::chrono::seconds(5);
constexpr const char* kAlive = "/eddy/alive";
constexpr size_t kMemory = 128 << 20;

// One unary call: read it, answer it, gone.
class Reactor : public grpc::ServerGenericBidiReactor {
 public:
  Reactor(Service& service, boost::asio::thread_pool& pool, grpc::GenericCallbackServerContext* context,
          int64_t (*clock)())
      : service_(service), pool_(pool), context_(context), clock_(clock) {
    StartRead(&in_);
  }
  void OnReadDone(bool ok) override {
    if (!ok) return Finish({grpc::StatusCode::INVALID_ARGUMENT, "no request"});
    if (context_->method() == kAlive)
      return Finish({grpc::StatusCode::UNIMPLEMENTED, ""});  // waits for nobody
    boost::asio::post(pool_, [this] { answer(); });
  }
  void OnDone() override { delete this; }

 private:
  void answer() {
    std::vector<grpc::Slice> slices;
    if (!in_.Dump(&slices).ok()) return Finish({grpc::StatusCode::INVALID_ARGUMENT, "no request"});
    std::string request;
    for (const auto& s : slices) request.append(reinterpret_cast<const char*>(s.begin()), s.size());
    std::string_view forwarded;  // the nearest proxy's own word is the last
    const auto [from, to] = context_->client_metadata().equal_range("x-forwarded-for");
    for (auto at = from; at != to; ++at) forwarded = {at->second.data(), at->second.size()};
    const auto got =
        service_.call(context_->method(), request, machine(context_->peer()), clock_(), forwarded);
    if (got.status != 0) return Finish({grpc::StatusCode(got.status), got.error});
    const grpc::Slice slice(got.reply);
    out_ = grpc::ByteBuffer(&slice, 1);
    StartWriteAndFinish(&out_, {}, grpc::Status::OK);
  }

  Service& service_;
  boost::asio::thread_pool& pool_;
  grpc::GenericCallbackServerContext* context_;
  int64_t (*clock_)();
  grpc::ByteBuffer in_, out_;
};

class Generic : public grpc::CallbackGenericService {
 public:
  Generic(Service& service, int64_t (*clock)()) : service_(service), clock_(clock) {}
  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override {
    return new Reactor(service_, pool_, context, clock_);
  }

 private:
  Service& service_;
  boost::asio::thread_pool pool_{kAnswering};
  int64_t (*clock_)();
};

}  // namespace

struct GrpcDoor::Inside {
  Inside(Service& service, const std::string& listen, const Certificate& certificate, int64_t (*clock)(),
         Room room)
      : generic(service, clock),
        server(start(certificate)),
        listener(io, listen, room, [this](auto socket, auto&) { give(std::move(socket)); }) {
    thread = std::thread([this] { io.run(); });
  }
  ~Inside() {
    io.stop();
    thread.join();
    server->Shutdown(std::chrono::system_clock::now() + kFarewell);
  }
  std::unique_ptr<grpc::Server> start(const Certificate& certificate) {
    grpc::SslServerCredentialsOptions tls;
    tls.pem_key_cert_pairs.push_back({certificate.key_pem, certificate.pem});
    grpc::ServerBuilder builder;
    // gRPC's own listener never comes back once the process was out of handles, counts nobody, and shares its port with
    // whoever asks for it, too.
    acceptor = builder.experimental().AddExternalConnectionAcceptor(
        grpc::ServerBuilder::experimental_type::ExternalConnectionType::FROM_FD,
        grpc::SslServerCredentials(tls));
    builder.SetMaxReceiveMessageSize((1 << 20) + (64 << 10));  // a request of 1 MiB and its wrapping
    for (const auto packed : {GRPC_COMPRESS_DEFLATE, GRPC_COMPRESS_GZIP})  // it unpacks before it measures
      builder.SetCompressionAlgorithmSupportStatus(packed, false);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, int(kAnswering));  // of one connection
    builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMs);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kIdleMs);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, kOldMs);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, kGraceMs);
    builder.SetResourceQuota(grpc::ResourceQuota("eddyd").Resize(kMemory));
    builder.RegisterCallbackGenericService(&generic);
    auto out = builder.BuildAndStart();
    if (!out) throw Failure{Reason::cannot_listen, "its certificate and key do not serve"};
    return out;
  }
  void give(boost::asio::ip::tcp::socket socket) {
    boost::system::error_code failed;
    socket.native_non_blocking(true, failed);
    grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters given;
    if (!failed) given.fd = socket.release(failed);
    if (!failed) acceptor->HandleNewConnection(&given);
  }
  // Asked within this process; it goes the way of every question, up to where they wait for the store.
  bool answers_itself(std::chrono::milliseconds within) {
    grpc::GenericStub stub(server->InProcessChannel({}));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + within);
    const grpc::ByteBuffer nothing(nullptr, 0);
    grpc::ByteBuffer reply;
    std::promise<grpc::Status> done;
    stub.UnaryCall(&context, kAlive, {}, &nothing, &reply,
                   [&](grpc::Status s) { done.set_value(std::move(s)); });
    return done.get_future().get().error_code() == grpc::StatusCode::UNIMPLEMENTED;
  }
  Generic generic;
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor;
  std::unique_ptr<grpc::Server> server;
  boost::asio::io_context io;
  Listener listener;
  std::thread thread;
};

GrpcDoor::GrpcDoor(Service& service, const std::string& listen, const Certificate& certificate,
                   int64_t (*clock)(), Room room)
    : inside_(std::make_unique<Inside>(service, listen, certificate, clock, room)) {}

GrpcDoor::~GrpcDoor() = default;

int GrpcDoor::port() const { return inside_->listener.port(); }

bool GrpcDoor::answers(std::chrono::milliseconds within) {
  return inside_->listener.answers(within) && inside_->answers_itself(within);
}

}  // namespace eddy::server
