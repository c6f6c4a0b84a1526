// The one way anything in the core says no.
#pragma once
#include <cstdint>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace eddy {

// What a person can do about it, roughly; they equal eddy.api.Error.Kind.
enum class Fault {
  invalid = 1,
  not_found,
  locked,
  wrong_key,
  damaged,
  full,
  too_new,
  offline,
  refused,
  bug,
};

// One value for each thing that can be said and done about it. They equal eddy.api.Error.Reason, which says what each means
// (tests/core/reasons_test.cc); the hundreds are its Fault.
enum class Reason {
  // invalid: what was given
  malformed = 101,
  out_of_range,
  missing,
  too_long,
  bad_request,
  no_such_method,
  practice_length,
  practice_is_read,
  passphrase_too_short,
  phrase_incomplete,
  phrase_word_unknown,
  phrase_unconfirmed,
  code_malformed,
  invite_malformed,
  address_malformed,
  picture_too_large,
  picture_torn,
  picture_of_other_format,
  not_a_backup,
  not_a_diary,
  file_empty,
  file_is_daylio_backup,
  file_unknown,
  pack_unusable,
  entry_too_large,
  several_records,
  settings_are_set,
  record_malformed,
  key_malformed,
  device_there,
  list_malformed,
  list_of_other_history,
  span_impossible,
  country_malformed,
  language_unknown,
  file_is_backup,
  file_is_export,
  file_of_habits,
  file_is_table,
  file_of_another_app,
  file_is_document,
  file_is_packed,
  file_is_shortcut,
  file_of_moods,
  nothing_given,
  // not found
  no_diary = 201,
  no_record,
  no_practice,
  no_import,
  no_device,
  no_such_key,
  no_account,
  picture_not_here,
  no_shift_open,
  // locked
  diary_locked = 301,
  new_passphrase_needed,
  closing,
  // wrong key
  wrong_passphrase = 401,
  wrong_digits,
  wrong_phrase,
  wrong_device_key,
  key_of_another,
  key_not_here,
  keys_older,
  // damaged
  store_damaged = 501,
  keys_damaged,
  keys_missing,
  diary_missing,
  backup_damaged,
  record_damaged,
  inbox_damaged,
  picture_damaged,
  books_damaged,
  answer_damaged,
  no_file,
  // full: the machine or the server has no more of something
  disk_full = 601,
  disk_error,
  no_memory,
  too_many_files,
  no_locks,
  account_full,
  asked_too_often,
  server_full,
  // too new
  store_too_new = 701,
  backup_too_new,
  record_too_new,
  // offline
  unreachable = 801,
  // refused
  read_only = 901,
  no_permission,
  path_too_long,
  store_busy,
  diary_there,
  diary_being_made,
  written_anew,
  words_off,
  others_data,
  opted_out,
  shift_open,
  own_device_only,
  phrase_at_work,
  phrase_there,
  drops_waiting,
  no_server,
  has_server,
  other_server,
  paired_already,
  pairing_not_waiting,
  pairing_over,
  this_device,
  too_many_devices,
  two_lists,
  list_changed,
  invite_used,
  not_a_device,
  server_refused,
  space_not_here,
  in_memory,
  tab_elsewhere,
  diary_moved,
  link_of_another,
  // bug
  bug_inside = 1001,
  // eddyd's own
  settings_malformed = 181,
  file_not_there = 281,
  database_away = 881,
  cannot_listen = 882,
  not_allowed = 981,
  file_there = 982,
  folder_in_use = 983,
};

constexpr Fault fault_of(Reason r) { return Fault(int(r) / 100); }

// Of a file's error, one of <cerrno>; what is none of them is a disk that did not answer as it should.
Reason reason_of(int error);

struct Failure : std::exception {
  explicit Failure(Reason r, std::string why = {}) : reason(r), fault(fault_of(r)), detail(std::move(why)) {}
  const char* what() const noexcept override { return detail.c_str(); }

  Reason reason;
  Fault fault;
  std::string detail;  // for a developer; never a person's words

  // What the sentence of some reasons needs, as eddy.api.Error has them.
  std::string field{};  // of a request, by its name
  double low = 0, high = 0;
  double wait_ms = 0;
  std::string path{};
  std::string opt_out{};     // a content.OptOut by name
  std::vector<int> found{};  // eddy.api.Error.Found
};

// `field` cannot be what was given for it.
inline Failure malformed(std::string field, std::string why) {
  Failure f{Reason::malformed, std::move(why)};
  f.field = std::move(field);
  return f;
}

// `field` is from `low` to `high`, in the field's own unit.
inline Failure out_of_range(std::string field, double low, double high,
                            Reason reason = Reason::out_of_range) {
  Failure f{reason, "from " + std::to_string(int64_t(low)) + " to " + std::to_string(int64_t(high))};
  f.field = std::move(field);
  f.low = low, f.high = high;
  return f;
}

inline Failure missing(std::string field, std::string why) {
  Failure f{Reason::missing, std::move(why)};
  f.field = std::move(field);
  return f;
}

// `field` has at most `most` bytes.
inline Failure too_long(std::string field, double most) {
  return out_of_range(std::move(field), 0, most, Reason::too_long);
}

inline Failure others_data(std::vector<int> found) {
  Failure f{Reason::others_data, "looks like other people's data"};
  f.found = std::move(found);
  return f;
}

inline Failure opted_out(std::string of) {
  Failure f{Reason::opted_out, "opted out of"};
  f.opt_out = std::move(of);
  return f;
}

inline Failure asked_too_often(double wait_ms) {
  Failure f{Reason::asked_too_often, "too many"};
  f.wait_ms = wait_ms;
  return f;
}

inline Failure at_path(Reason reason, std::string path, std::string why) {
  Failure f{reason, std::move(why)};
  f.path = std::move(path);
  return f;
}

}  // namespace eddy
