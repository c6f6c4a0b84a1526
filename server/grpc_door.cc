#include "server/grpc_door.h"

#include <grpcpp/grpcpp.h>

#include "eddy/sync/v1/relay.grpc.pb.h"

namespace eddy::server {
namespace pb = eddy::sync::v1;
namespace {

grpc::StatusCode code_of(Fault f) {
  switch (f) {
    case Fault::invalid: return grpc::StatusCode::INVALID_ARGUMENT;
    case Fault::not_found: return grpc::StatusCode::NOT_FOUND;
    case Fault::refused: return grpc::StatusCode::PERMISSION_DENIED;
    case Fault::full: return grpc::StatusCode::RESOURCE_EXHAUSTED;
    case Fault::damaged: return grpc::StatusCode::DATA_LOSS;
    case Fault::too_new: return grpc::StatusCode::FAILED_PRECONDITION;
    case Fault::offline: return grpc::StatusCode::UNAVAILABLE;
    default: return grpc::StatusCode::INTERNAL;
  }
}

class Service : public pb::Relay::CallbackService {
 public:
  Service(Relay& relay, Gate& gate, int64_t (*clock)()) : relay_(relay), gate_(gate), clock_(clock) {}

  grpc::ServerUnaryReactor* Hello(grpc::CallbackServerContext* c, const pb::HelloRequest*,
                                  pb::HelloReply* r) override {
    return answer(c, [&] { *r = gate_.hello(clock_()); });
  }
  grpc::ServerUnaryReactor* Auth(grpc::CallbackServerContext* c, const pb::AuthRequest* q,
                                 pb::AuthReply* r) override {
    return answer(c, [&] { *r = gate_.auth(*q, clock_()); });
  }
  grpc::ServerUnaryReactor* PutRoster(grpc::CallbackServerContext* c, const pb::PutRosterRequest* q,
                                      pb::PutRosterReply* r) override {
    return answer(c, [&] { *r = relay_.put_roster(*q); });
  }
  grpc::ServerUnaryReactor* Rosters(grpc::CallbackServerContext* c, const pb::RosterRequest* q,
                                    pb::RosterReply* r) override {
    return answer(c, [&] {
      (void)gate_.device_of(q->token(), q->account(), clock_());
      *r = relay_.rosters(*q);
    });
  }
  grpc::ServerUnaryReactor* Push(grpc::CallbackServerContext* c, const pb::PushRequest* q,
                                 pb::PushReply* r) override {
    return answer(c, [&] { *r = relay_.push(*q); });
  }
  grpc::ServerUnaryReactor* Pull(grpc::CallbackServerContext* c, const pb::PullRequest* q,
                                 pb::PullReply* r) override {
    return answer(c, [&] { *r = relay_.pull(gate_.device_of(q->token(), q->account(), clock_()), *q); });
  }
  grpc::ServerUnaryReactor* OpenMailbox(grpc::CallbackServerContext* c, const pb::OpenMailboxRequest* q,
                                        pb::MailboxReply* r) override {
    return answer(c, [&] {
      const auto now = clock_();
      *r = relay_.open_mailbox(gate_.device_of(q->token(), q->account(), now), *q, now);
    });
  }
  grpc::ServerUnaryReactor* Mail(grpc::CallbackServerContext* c, const pb::MailRequest* q,
                                 pb::MailReply* r) override {
    return answer(c, [&] { *r = relay_.mail(*q, clock_()); });
  }

 private:
  template <class Work>
  static grpc::ServerUnaryReactor* answer(grpc::CallbackServerContext* context, Work work) {
    auto* reactor = context->DefaultReactor();
    try {
      work();
      reactor->Finish(grpc::Status::OK);
    } catch (const Failure& f) {
      reactor->Finish({code_of(f.fault), f.subject + ": " + f.detail});
    } catch (const std::exception&) {
      reactor->Finish({grpc::StatusCode::INTERNAL, "no reply"});
    }
    return reactor;
  }

  Relay& relay_;
  Gate& gate_;
  int64_t (*clock_)();
};

}  // namespace

struct GrpcDoor::Inside {
  Inside(Relay& relay, Gate& gate, int64_t (*clock)()) : service(relay, gate, clock) {}
  Service service;
  std::unique_ptr<grpc::Server> server;
  int port = 0;
};

GrpcDoor::GrpcDoor(Relay& relay, Gate& gate, const std::string& listen, const Certificate& certificate,
                   int64_t (*clock)())
    : inside_(std::make_unique<Inside>(relay, gate, clock)) {
  grpc::SslServerCredentialsOptions tls;
  tls.pem_key_cert_pairs.push_back({certificate.key_pem, certificate.pem});
  grpc::ServerBuilder builder;
  builder.AddListeningPort(listen, grpc::SslServerCredentials(tls), &inside_->port);
  builder.SetMaxReceiveMessageSize((1 << 20) + (64 << 10));  // a request of 1 MiB and its wrapping
  builder.RegisterService(&inside_->service);
  inside_->server = builder.BuildAndStart();
  if (!inside_->server || inside_->port == 0)
    throw Failure{Fault::offline, "listen", "cannot listen on " + listen};
}

GrpcDoor::~GrpcDoor() {
  if (inside_->server) inside_->server->Shutdown();
}

int GrpcDoor::port() const { return inside_->port; }

}  // namespace eddy::server
