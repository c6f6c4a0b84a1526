#include "server/web_door.h"

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <filesystem>
#include <thread>

#include "server/address.h"
#include "server/held.h"

namespace eddy::server {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
namespace {

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;
constexpr auto kPatience = std::chrono::seconds(30);
constexpr size_t kLargestBody = (1 << 20) + (80 << 10);
constexpr char kMessage = 0, kTrailers = char(0x80);

void frame(std::string& out, char flag, std::string_view bytes) {
  out += flag;
  for (int shift = 24; shift >= 0; shift -= 8) out += char(bytes.size() >> shift);
  out += bytes;
}

// What a header may carry of an error's words.
std::string percent(std::string_view text) {
  static const char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const unsigned char c : text)
    if (c >= 0x20 && c < 0x7f && c != '%')
      out += char(c);
    else
      out += {'%', digits[c >> 4], digits[c & 15]};
  return out;
}

const char* type_of(const std::string& ending) {
  static const std::map<std::string, const char*> known = {{".html", "text/html; charset=utf-8"},
                                                           {".js", "text/javascript"},
                                                           {".css", "text/css"},
                                                           {".wasm", "application/wasm"},
                                                           {".json", "application/json"},
                                                           {".webmanifest", "application/manifest+json"},
                                                           {".png", "image/png"},
                                                           {".svg", "image/svg+xml"},
                                                           {".ico", "image/x-icon"},
                                                           {".woff2", "font/woff2"},
                                                           {".txt", "text/plain; charset=utf-8"}};
  const auto found = known.find(ending);
  return found == known.end() ? "application/octet-stream" : found->second;
}

// Not through a proxy, and not from a page whose name its owner pointed here (DNS rebinding): a browser says that name.
bool names_an_address(const Request& q) {
  auto host = std::string(q[http::field::host]);
  const auto colon = host.rfind(':');
  if (colon != host.npos && host.find(']', colon) == host.npos) host.resize(colon);
  bool known = false;
  (void)address_of(host, &known);
  return known || host == "localhost";
}

// What the page may do, said with every file: a worker goes by what came with its own script, and only a header keeps others
// from framing it. The page says the first part itself, too, for hosts that send none (apps/phone/index.html).
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; "
    "media-src 'self' "
    "blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

struct World {
  Service& service;
  std::vector<std::string> origins;
  std::string files;
  std::function<bool()> healthy;
  int64_t (*clock)();

  Response answer(const Request& q, const std::string& address) const {
    Response r;
    r.version(q.version());
    r.keep_alive(q.keep_alive());
    r.set("X-Content-Type-Options", "nosniff");
    r.set(http::field::cache_control, "no-store");
    const auto origin = std::string(q[http::field::origin]);
    const bool page = !origin.empty();
    // A page that this door itself gave, whatever name the door is known by there.
    const auto scheme = origin.find("://");
    const bool own = scheme != std::string::npos && origin.substr(scheme + 3) == q[http::field::host];
    const bool welcome = page && (own || std::find(origins.begin(), origins.end(), origin) != origins.end());
    if (welcome) {
      r.set(http::field::access_control_allow_origin, origin);
      r.set(http::field::vary, "Origin");
      r.set(http::field::access_control_expose_headers, "grpc-status, grpc-message");
    }
    const std::string target(q.target());
    if (q.method() == http::verb::options) {
      r.result(welcome ? http::status::no_content : http::status::forbidden);
      if (welcome) {
        r.set(http::field::access_control_allow_methods, "POST");
        r.set(http::field::access_control_allow_headers, "content-type, x-grpc-web, x-user-agent");
        r.set(http::field::access_control_max_age, "600");
      }
    } else if (q.method() == http::verb::post) {
      grpc_web(q, target, page && !welcome, address, r);
    } else if (q.method() != http::verb::get && q.method() != http::verb::head) {
      r.result(http::status::method_not_allowed);
    } else if (target == "/healthz") {
      const bool well = healthy();
      r.result(well ? http::status::ok : http::status::service_unavailable);
      r.body() = well ? "ok\n" : "not everything answers\n";
    } else if (target == "/metrics" && q["X-Forwarded-For"].empty() && names_an_address(q)) {
      r.set(http::field::content_type, "text/plain; version=0.0.4");
      r.body() = service.metrics();
    } else {
      file(target, q[http::field::accept_encoding].find("br") != beast::string_view::npos, r);
    }
    r.prepare_payload();
    if (q.method() == http::verb::head) r.body().clear();
    return r;
  }

  void grpc_web(const Request& q, const std::string& target, bool stranger, const std::string& peer,
                Response& r) const {
    const std::string type(q[http::field::content_type]);
    if (stranger) return r.result(http::status::forbidden);
    if (type.rfind("application/grpc-web", 0) != 0 || type.rfind("application/grpc-web-text", 0) == 0)
      return r.result(http::status::unsupported_media_type);
    r.set(http::field::content_type, "application/grpc-web+proto");
    Answered got;
    try {
      beast::string_view forwarded;  // the nearest proxy's own word is the last
      for (auto [at, end] = q.equal_range("X-Forwarded-For"); at != end; ++at) forwarded = at->value();
      got = service.call(target, read_grpc_web(q.body()), peer, clock(), forwarded);
    } catch (const Failure& f) {
      got = refusal(f);
    }
    r.body() = write_grpc_web(got);
  }

  // `brotli`: whoever asks can read it; a file that was packed beforehand lies beside its own.
  void file(std::string target, bool brotli, Response& r) const {
    target = target.substr(0, target.find_first_of("?#"));
    // A name, folder by folder: no "..", nothing hidden, nothing encoded.
    const auto plain = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
             c == '_' || c == '.' || c == '/';
    };
    if (target.empty() || target[0] != '/' || target.find("/.") != std::string::npos ||
        !std::all_of(target.begin(), target.end(), plain) || files.empty())
      return r.result(http::status::not_found);
    if (target.back() == '/') target += "index.html";
    const std::filesystem::path path = files + target;
    std::error_code none;
    if (!std::filesystem::is_regular_file(path, none) || std::filesystem::is_symlink(path, none))
      return r.result(http::status::not_found);
    beast::error_code failed;
    const std::filesystem::path packed = path.string() + ".br";
    const bool pack = brotli && std::filesystem::is_regular_file(packed, none) &&
                      !std::filesystem::is_symlink(packed, none);
    if (pack) r.set(http::field::content_encoding, "br");
    r.set(http::field::vary, "Accept-Encoding");
    beast::file_posix f;
    f.open((pack ? packed : path).c_str(), beast::file_mode::read, failed);
    const auto size = failed ? 0 : f.size(failed);
    std::string bytes(size_t(size), '\0');
    if (!failed) f.read(bytes.data(), bytes.size(), failed);
    if (failed) return r.result(http::status::internal_server_error);
    r.set(http::field::content_type, type_of(path.extension().string()));
    r.set(http::field::cache_control, "no-cache");
    r.set("Content-Security-Policy", kPolicy);
    r.set("Cross-Origin-Opener-Policy", "same-origin");
    r.set("Cross-Origin-Resource-Policy", "same-origin");
    r.set("X-Frame-Options", "DENY");
    r.set("Referrer-Policy", "no-referrer");
    r.body() = std::move(bytes);
  }
};

class Conversation : public std::enable_shared_from_this<Conversation> {
 public:
  Conversation(tcp::socket socket, std::string address, const World& world, Held& held,
               asio::thread_pool& pool)
      : stream_(std::move(socket)), world_(world), held_(held), pool_(pool), address_(std::move(address)) {}
  void read() {
    parser_.emplace();
    parser_->body_limit(kLargestBody);
    parser_->header_limit(16 << 10);
    stream_.expires_after(kPatience);  // also for a stream that comes drop by drop
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = shared_from_this()](beast::error_code e, size_t) {
                              if (self->goes_on(e)) self->read_body();
                            });
  }

 private:
  // Its size is known before any of it is kept: all of it has room, or none of it is.
  void read_body() {
    const auto said = parser_->content_length();
    const size_t size = parser_->chunked() ? kLargestBody : said ? size_t(*said) : 0;
    if (size > 0) share_ = held_.take(address_, size);
    if (size > 0 && !share_) return refuse(http::status::service_unavailable);
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](beast::error_code e, size_t) {
      if (self->goes_on(e)) asio::post(self->pool_, [self] { self->answer(); });
    });
  }
  bool goes_on(beast::error_code e) {
    if (e == http::error::body_limit || e == http::error::header_limit)
      refuse(http::status::payload_too_large);
    return !e;
  }
  void answer() {
    asio::post(stream_.get_executor(),
               [self = shared_from_this(), r = world_.answer(parser_->get(), address_)]() mutable {
                 self->write(std::move(r));
               });
  }
  void refuse(http::status why) {
    Response r{why, 11};
    r.keep_alive(false);
    r.prepare_payload();
    write(std::move(r));
  }
  void write(Response r) {
    response_ = std::move(r);
    parser_.reset();
    share_.reset();
    stream_.expires_after(kPatience);
    http::async_write(stream_, response_, [self = shared_from_this()](beast::error_code e, size_t) {
      if (e) return;
      if (self->response_.keep_alive()) return self->read();
      beast::error_code none;
      self->stream_.socket().shutdown(tcp::socket::shutdown_send, none);
    });
  }
  beast::tcp_stream stream_;
  const World& world_;
  Held& held_;
  asio::thread_pool& pool_;
  const std::string address_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::unique_ptr<Held::Share> share_;  // for as long as the parser has the request
  Response response_;
};

}  // namespace

std::string read_grpc_web(std::string_view body) {
  if (body.size() < 5 || body[0] != kMessage) throw Failure{Reason::bad_request, "grpc-web: not one message"};
  size_t size = 0;
  for (int i = 1; i < 5; ++i) size = size << 8 | uint8_t(body[size_t(i)]);
  if (size != body.size() - 5) throw Failure{Reason::bad_request, "grpc-web: has another size than it says"};
  return std::string(body.substr(5));
}

std::string write_grpc_web(const Answered& a) {
  std::string out;
  if (a.status == 0) frame(out, kMessage, a.reply);
  frame(out, kTrailers,
        "grpc-status: " + std::to_string(a.status) + "\r\n" +
            (a.error.empty() ? "" : "grpc-message: " + percent(a.error) + "\r\n"));
  return out;
}

struct WebDoor::Inside {
  Inside(World w, const std::string& listen, Room room)
      : world(std::move(w)),
        held(room),
        listener(io, listen, room, [this](tcp::socket socket, const std::string& address) {
          std::make_shared<Conversation>(std::move(socket), address, world, held, pool)->read();
        }) {
    thread = std::thread([this] { io.run(); });
  }
  ~Inside() {
    io.stop();
    thread.join();
    pool.join();
  }
  World world;
  Held held;
  asio::io_context io;
  asio::thread_pool pool{kAnswering};  // what waits for the store keeps nobody from coming in
  Listener listener;
  std::thread thread;
};

WebDoor::WebDoor(Service& service, const std::string& listen, std::vector<std::string> origins,
                 std::string files, std::function<bool()> healthy, int64_t (*clock)(), Room room)
    : inside_(std::make_unique<Inside>(
          World{service, std::move(origins), std::move(files), std::move(healthy), clock}, listen, room)) {}

WebDoor::~WebDoor() = default;

int WebDoor::port() const { return inside_->listener.port(); }

bool WebDoor::answers(std::chrono::milliseconds within) { return inside_->listener.answers(within); }

}  // namespace eddy::server
