// The conversation with the box: what to ask next, and what an answer means. Opens no socket; whoever carries the bytes
// may stop at any point, and the next conversation goes on from what the ledger holds.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <set>

#include "core/sync/ledger.h"
#include "core/sync/pairing.h"
#include "core/sync/pictures.h"
#include "core/vault/session.h"
#include "eddy/api/sync.pb.h"

namespace eddy::sync {

class Sync {
 public:
  explicit Sync(Session& session) : session_(session) {}

  // The account begins with its phrase, long before there is a server: version 1 of its roster is signed by them.
  // REFUSED where the account is on a server already.
  void found(Moment now, const Secret& root);
  bool founded() { return ledger().has_account(); }
  void join(const api::JoinRequest& request);
  // Throws where `join` would: to be asked before an account is founded for it, whose words would be shown to nobody.
  void may_join(const api::JoinRequest& request);
  // A new account of new phrase, with everything that is here; the old one ends once that has gone.
  void start_afresh(Moment now, const Secret& phrase, const api::JoinRequest& request);
  void set_server(const std::string& server);  // the same box, under another address
  void cancel_closing();
  api::SyncState state();
  api::StepReply step(Moment now, const api::StepRequest& request);
  api::PairingCode show_code(Moment now);
  void enter_code(Moment now, const api::EnterCodeRequest& request);
  // The passphrase has been proved by then.
  void confirm(const api::ConfirmRequest& request);
  // The newcomer has seen whose devices those are. REFUSED where there are none to join.
  void accept(Moment now);
  void cancel_pairing() {
    pairing_.reset(), newcomer_.reset(), renewal_.reset(), joining_.reset();
    stage_ = api::SyncState::PAIRING_NONE;
  }
  void revoke(const Id& device);
  void restore(const api::RestoreByPhraseRequest& request);
  void acknowledge();
  // The diary was locked: nothing of it stays, and what was under way has ended.
  void lock() {
    cancel_pairing();
    round_.reset(), ledger_.reset();
    opening_ = -1;
    asked_ = Asked::nothing;
  }
  // Gives the session what it needs of an enrolled work computer: how to put something into home. After every opening.
  void attend();

 private:
  enum class Asked {
    nothing,
    hello,
    auth,
    rosters,
    put_roster,
    give_roster,
    push,
    heal,
    pull,
    open_mailbox,
    mail,
    put_blob,
    get_blob,
    list_blobs,
    remove_blob,
    hello_to_end,
    end,
    cancel_closing
  };
  struct Joining {  // not a device of the account yet: by a pairing, or by words
    explicit Joining(DeviceKeys fresh) : keys(std::move(fresh)) {}
    sync::v1::Local local;
    DeviceKeys keys;
    std::vector<sync::v1::SignedRoster> rosters;
    std::set<std::string> follows;      // by pairing: accounts whose drops are opened there, too
    std::vector<sync::v1::Head> known;  // how far what was published in the last of them is there
    std::string newest_hash;            // by pairing: where the rosters must end
    uint32_t newest = 0;
    std::optional<wire::Roster> would_join;  // by pairing: what the person is asked about
    std::optional<Secret> phrase;
    std::optional<Root> root;                    // of those words
    std::optional<sync::v1::SignedRoster> mine;  // by words: the version that adds this device
  };
  struct Round {  // one round; forgotten when it ends
    Round();
    sync::v1::HelloReply hello, hello_to_end;
    bool end_asked = false;
    bool compare_roster = false, compared = false;  // the server's newest list is another one than mine
    bool greeted = false, pulled = false, push_stopped = false, ask_rosters = false;
    bool healed = false, from_zero = false, push_again = false, gap = false, token_again = false,
         account_asked = false;
    uint32_t server_version = 0;  // of the roster, as it says
    std::vector<sync::v1::Chain> chains;
    std::vector<std::string> sent;
    std::optional<Pictures> pictures;
    uint64_t blobs = 0;
    uint32_t gave = 0;
    int calls = 0, fruitless = 0;
  };
  using Call = api::StepReply::Call;

  Ledger& ledger();
  void make_account(Moment now, const Secret& phrase, sync::v1::Local local);
  bool work_hours(Moment now, double* until_ms);
  std::optional<Call> next(Moment now);
  std::optional<Call> next_mail(Moment now);
  std::optional<Call> next_joining(Moment now);
  std::optional<Call> next_in_round(Moment now);
  std::optional<Call> ending();
  std::optional<Call> putting();
  std::optional<Call> pushing(Moment now);
  std::optional<Call> getting(Moment now);
  std::optional<Call> healing();
  std::optional<Call> changing_roster();
  Call call(Asked what, const char* method, const google::protobuf::MessageLite& request,
            bool anybody = false);
  Call ask_hello();
  Call ask_auth(const std::string& account, const Id* device, const Secret& key);
  void answered(Moment now, const api::StepRequest::Response& answer);
  void handle(Moment now, const api::StepRequest::Response& answer);
  void handle_hello(Moment now, const std::string& reply);
  void handle_put(Moment now, const std::string& reply);
  void handle_given(Moment now, const std::string& reply);
  sync::v1::PairingDone paired(bool own);
  void try_again(Moment now);
  void handle_rosters(Moment now, const std::string& reply);
  void handle_push(Moment now, const std::string& reply);
  void there(const wire::Header& header);
  void leaves_nothing_behind(const sync::v1::PairingOffer& offer);
  void handle_pull(Moment now, const std::string& reply);
  void compare_chains(Moment now, const sync::v1::PullReply& reply);
  Failure refusal(const api::StepRequest::Response& answer) const;  // as a person is told of it
  void handle_refusal(Moment now, const api::StepRequest::Response& answer);
  void want_roster();
  void set_floor(sync::v1::Roster& list);
  void finish(Moment now, std::optional<Failure> failed = std::nullopt);
  void adopted(Moment now);
  void show_would_join(api::SyncState& state);

  Session& session_;
  std::unique_ptr<Ledger> ledger_;
  int opening_ = -1;
  bool retry_ = true;  // what is held, once an opening
  std::optional<Pairing> pairing_;
  std::optional<Session::Renewal> renewal_;  // should it become a work computer
  api::SyncState::Pairing stage_ = api::SyncState::PAIRING_NONE;
  bool mailbox_open_ = false;
  double pairing_until_ms_ = 0, mail_again_ms_ = 0;
  std::optional<sync::v1::Device> newcomer_;  // confirmed: to be in the next roster
  std::optional<Joining> joining_;
  std::optional<Round> round_;
  Asked asked_ = Asked::nothing;
  bool asked_for_ = false;  // by the person
  int sent_ = 0, received_ = 0;
  std::optional<Failure> failed_;
  std::string server_;
};

// How long between rounds that nobody asked for, before chance is added.
constexpr int64_t kEvery = 15 * kMinute;
constexpr double kMailEvery = 1000;  // ms between two looks for a letter

}  // namespace eddy::sync
