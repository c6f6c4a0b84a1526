// Settings are fields of one record: what there is to set, and how it is written, follows from it.
#include <algorithm>

#include "apps/cli/verbs/all.h"
#include "apps/command/columns.h"
#include "eddy/api/settings.pb.h"

namespace eddy::cli {
namespace {

using Field = google::protobuf::FieldDescriptor;

bool in(const std::string& word, const std::vector<std::string>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// A setting is called what an export calls it.
std::string json_name(const Field* f) { return f->has_json_name() ? f->json_name() : f->name(); }

const Field* find(const std::string& name) {
  const auto* d = records::Settings::descriptor();
  for (int i = 0; i < d->field_count(); ++i)
    if (json_name(d->field(i)) == name) return d->field(i);
  return nullptr;
}

// For how long: 90m, 24h.
double duration_ms(const std::string& name, const std::string& value) {
  const auto digits = value.find_first_not_of("0123456789");
  const bool fits = digits != std::string::npos && digits > 0 && digits < 6 && digits + 1 == value.size() &&
                    (value.back() == 'h' || value.back() == 'm');
  if (!fits) throw Usage(name + " takes a time like 90m or 24h");
  return std::stod(value) * (value.back() == 'h' ? 3'600'000.0 : 60'000.0);
}

void set_list(api::SetRequest& q, const Field* f, const std::string& value) {
  q.add_clear(json_name(f));
  auto& s = *q.mutable_settings();
  for (size_t at = 0; at < value.size();) {
    const auto comma = std::min(value.find(',', at), value.size());
    auto one = value.substr(at, comma - at);
    for (auto& c : one) c = c == '-' ? '_' : char(std::toupper(static_cast<unsigned char>(c)));
    s.GetReflection()->AddString(&s, f, one);
    at = comma + 1;
  }
}

void set_one(records::Settings& s, const Field* f, const std::string& name, const std::string& value) {
  const auto* r = s.GetReflection();
  switch (f->cpp_type()) {
    case Field::CPPTYPE_BOOL: {
      const bool on = in(value, {"on", "yes", "true"});
      if (!on && !in(value, {"off", "no", "false"})) throw Usage(name + " is on or off");
      return r->SetBool(&s, f, on);
    }
    case Field::CPPTYPE_STRING: return r->SetString(&s, f, value);
    default:
      if (value.empty() || value.size() > 9 || value.find_first_not_of("0123456789") != std::string::npos)
        throw Usage(name + " takes a whole number");
      r->SetInt32(&s, f, std::stoi(value));
  }
}

void change(const Shell& shell, api::SetRequest& q, const std::string& word) {
  const auto equals = word.find('=');
  if (equals == std::string::npos)
    throw Usage("settings are given as name=value, and \"" + word + "\" is not");
  const auto given = word.substr(0, equals), value = word.substr(equals + 1);
  auto name = given;
  std::replace(name.begin(), name.end(), '-', '_');
  auto& s = *q.mutable_settings();
  if (name == "quiet" && value == "tomorrow") return q.set_quiet_until_tomorrow(true);
  if (name == "quiet" || name == "quiet_care") {
    const auto until = int64_t(shell.now_ms() + duration_ms(given, value));
    return name == "quiet" ? s.set_quiet_until_ms(until) : s.set_care_quiet_until_ms(until);
  }
  const auto* f = find(name);
  if (!f || f->number() < 3 || f->cpp_type() == Field::CPPTYPE_INT64)
    throw Usage("there is no setting \"" + given + "\"; `eddy settings` lists them");
  f->is_repeated() ? set_list(q, f, value) : set_one(s, f, given, value);
}

Text value_of(const Shell& shell, const records::Settings& now, const Field* f) {
  const auto* r = now.GetReflection();
  if (f->is_repeated()) {
    std::string out;
    for (int j = 0; j < r->FieldSize(now, f); ++j) out += (j ? "," : "") + r->GetRepeatedString(now, f, j);
    return out;
  }
  if (!r->HasField(now, f)) return dim("not set");
  switch (f->cpp_type()) {
    case Field::CPPTYPE_BOOL: return r->GetBool(now, f) ? "on" : "off";
    case Field::CPPTYPE_STRING: return r->GetString(now, f);
    case Field::CPPTYPE_INT64: return shell.local(double(r->GetInt64(now, f)), "%Y-%m-%d %H:%M");
    default: return std::to_string(r->GetInt32(now, f));
  }
}

void run_settings(Shell& shell, const Options& o) {
  api::SetRequest q;
  for (const auto& w : o.rest) change(shell, q, w);
  shell.open();
  const auto now = o.rest.empty() ? shell.client.call<records::Settings>("Settings/Get", api::Nothing())
                                  : shell.client.call<records::Settings>("Settings/Set", q);
  shell.print(now);
  const auto* d = records::Settings::descriptor();
  for (int i = 0; i < d->field_count(); ++i) {
    const auto* f = d->field(i);
    if (f->number() < 3) continue;
    auto name = json_name(f);
    std::replace(name.begin(), name.end(), '_', '-');
    shell.say("  " + command::padded(name, 20) + value_of(shell, now, f));
  }
}

}  // namespace

const Verb verbs::settings{
    .about =
        {.name = "settings",
         .group = "Your diary",
         .summary = "look and change",
         .arguments = "[NAME=VALUE]...",
         .most = -1,
         .more =
             "quiet and quiet-care take a time, like 90m or 24h, 168h at most; quiet=tomorrow lasts until "
             "your day ends.\nWhat opt-outs "
             "takes: no-holds "
             "no-breath-focus cannot-stand no-tensing eyes-open no-water no-pictures no-voice "
             "unseen, with commas between them.\n"
             "choose-for-me=on: `eddy reset` plays what Eddy chooses by your own ratings, and says why; off, "
             "it plays the pinned one.\n"
             "wait-arm=on: about one in three of the resets before which you say how tense you are is a "
             "wait, "
             "by chance, to find out whether resets do more for you than waiting. Never over tension 6; one "
             "key ends it; it all ends by itself after 40 waits, or when something can be named.\n"
             "Both are off until you switch them on, and do nothing on a call, for three days after a grave "
             "one, in a heavy time or on a work computer. They need the diary open, and a reset in the "
             "terminal asks for no passphrase: give it with --passphrase-file or EDDY_PASSPHRASE. How often "
             "you are asked is rate-every.",
         .examples = {"eddy settings pinned=breathe.slow reset-seconds=45",
                      "eddy settings opt-outs=no-holds,cannot-stand",
                      "eddy settings words=on country=DE quiet=90m",
                      "eddy settings choose-for-me=on wait-arm=on"}},
    .run = run_settings};

}  // namespace eddy::cli
