#include "apps/cli/verbs/import_records.h"

#include <algorithm>
#include <fstream>

namespace eddy::cli {
namespace {

constexpr int kRecords = 500;
constexpr size_t kBytes = 4 << 20;

// Lines on their way into the diary; a portion a call.
class Importing {
 public:
  explicit Importing(Shell& shell) : shell_(shell) {}

  void add(std::string line, int number) {
    while (!line.empty() && (line.back() == ',' || line.back() == '\r' || line.back() == ' '))
      line.pop_back();
    if (line.empty() || line == "[" || line == "]" || line == "[]") return;
    try {
      client::from_json(line, *q_.add_record());
      lines_.push_back(number);
      held_ += line.size();
    } catch (const client::Error&) {
      q_.mutable_record()->RemoveLast();
      auto* l = all_.add_left();
      l->set_line(number);
      l->set_reason("not one of Eddy's exported entries");
    }
  }

  bool full() const { return q_.record_size() == kRecords || held_ > kBytes; }

  void send() {
    if (!q_.record_size()) return;
    const auto reply = shell_.client.call<api::ImportReply>("Exchange/ImportRecords", q_);
    all_.set_imported(all_.imported() + reply.imported());
    all_.set_duplicates(all_.duplicates() + reply.duplicates());
    for (auto l : reply.left()) {
      l.set_line(lines_[size_t(l.line() - 1)]);
      *all_.add_left() = l;
    }
    q_.clear_record();
    lines_.clear();
    held_ = 0;
  }

  api::ImportReply done() {
    send();
    std::sort(all_.mutable_left()->begin(), all_.mutable_left()->end(),
              [](const auto& a, const auto& b) { return a.line() < b.line(); });
    return all_;
  }

 private:
  Shell& shell_;
  api::ImportReply all_;
  api::ImportRecordsRequest q_;
  std::vector<int> lines_;
  size_t held_ = 0;
};

}  // namespace

void import_records(Shell& shell, const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const double size = std::max(1.0, double(in.tellg()));
  in.seekg(0);
  Importing importing(shell);
  api::ImportReply all;
  {
    Progress progress(shell, "Importing");
    double read = 0;
    std::string line;
    for (int n = 1; std::getline(in, line); ++n) {
      read += double(line.size() + 1);
      importing.add(line, n);
      if (importing.full()) importing.send(), progress.at(read / size);
    }
    all = importing.done();
  }
  tell_import(shell, all);
}

}  // namespace eddy::cli
