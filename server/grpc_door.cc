#include "server/grpc_door.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

namespace eddy::server {
namespace {

// "ipv4:10.0.0.1:5000" and "ipv6:[::1]:5000" without kind and port.
std::string machine(const std::string& peer) {
  const auto from = peer.find(':'), to = peer.rfind(':');
  return from == std::string::npos || to <= from ? peer : peer.substr(from + 1, to - from - 1);
}

// Who answers: gRPC's own threads are one for every two cores, and would all be waiting for the database's disk. As many
// as there are connections to it.
constexpr size_t kAnswering = 16;

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
    boost::asio::post(pool_, [this] { answer(); });
  }
  void OnDone() override { delete this; }

 private:
  void answer() {
    std::vector<grpc::Slice> slices;
    if (!in_.Dump(&slices).ok()) return Finish({grpc::StatusCode::INVALID_ARGUMENT, "no request"});
    std::string request;
    for (const auto& s : slices) request.append(reinterpret_cast<const char*>(s.begin()), s.size());
    const auto forwarded = context_->client_metadata().find("x-forwarded-for");
    const auto got =
        service_.call(context_->method(), request, machine(context_->peer()), clock_(),
                      forwarded == context_->client_metadata().end()
                          ? std::string_view()
                          : std::string_view(forwarded->second.data(), forwarded->second.size()));
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
  Inside(Service& service, int64_t (*clock)()) : generic(service, clock) {}
  Generic generic;
  std::unique_ptr<grpc::Server> server;
  int port = 0;
};

GrpcDoor::GrpcDoor(Service& service, const std::string& listen, const Certificate& certificate,
                   int64_t (*clock)())
    : inside_(std::make_unique<Inside>(service, clock)) {
  grpc::SslServerCredentialsOptions tls;
  tls.pem_key_cert_pairs.push_back({certificate.key_pem, certificate.pem});
  grpc::ServerBuilder builder;
  builder.AddListeningPort(listen, grpc::SslServerCredentials(tls), &inside_->port);
  builder.SetMaxReceiveMessageSize((1 << 20) + (64 << 10));  // a request of 1 MiB and its wrapping
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, int(kAnswering));  // of one connection
  builder.RegisterCallbackGenericService(&inside_->generic);
  inside_->server = builder.BuildAndStart();
  if (!inside_->server || inside_->port == 0)
    throw Failure{Fault::offline, "listen", "cannot listen on " + listen};
}

GrpcDoor::~GrpcDoor() {
  if (inside_->server) inside_->server->Shutdown();
}

int GrpcDoor::port() const { return inside_->port; }

}  // namespace eddy::server
