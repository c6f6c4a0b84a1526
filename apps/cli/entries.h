// What verbs that keep an entry have in common: their options, and how an answer becomes a field.
#pragma once
#include <optional>
#include <string>

#include "apps/cli/shell.h"
#include "apps/command/verb.h"

namespace eddy::cli {

namespace option {
inline constexpr command::Option kAt{"at", "TIME",
                                     "when it was: 23:10, 'yesterday 23:10' or 2026-03-29T01:30:00+01:00"};
inline constexpr command::Option kSpace{"space", "work|home", "whose it is, where it is not the usual one"};
inline constexpr command::Option kNote{"note", "TEXT", "a few words about it; - asks for them"};
inline constexpr command::Option kText{"text", "TEXT",
                                       "the words, in place of those behind the verb; - asks for them"};
inline constexpr command::Option kAnyway{"keep-anyway", "",
                                         "keep it though it looks like it holds other people's data"};
inline constexpr command::Option kLocked{
    "locked", "", "seal it without the passphrase; it joins your diary when you unlock it"};
inline constexpr command::Option kLanguage{"language", "CODE",
                                           "in this language, where Eddy has it: de, es ..."};
inline constexpr command::Option kLimit{"limit", "N", "how many at most"};
inline constexpr command::Option kYes{"yes", "", "do not ask whether it is meant"};
inline constexpr command::Option kName{"name", "NAME", "what your other devices call this one"};
inline constexpr command::Option kNoQuiz{"no-quiz", "", "show the 24 words without asking for three of them"};
}  // namespace option

// `angry` for CALL_ANGRY; dashes and spaces for underscores. Usage, with what there is, where it is none of them.
template <class E>
E named(const Options& o, const char* option, const char* prefix,
        bool (*parse)(google::protobuf::ConstStringParam, E*), const char* choices) {
  const auto word = o.text(option);
  std::string name = prefix;
  for (const char c : word)
    name += c == '-' || c == ' ' ? '_' : char(std::toupper(static_cast<unsigned char>(c)));
  E value;
  if (!parse(name, &value) || int(value) == 0)
    throw Usage("--" + std::string(option) + " does not know \"" + word + "\"; it is one of " + choices);
  return value;
}

// The moment that --at names, or none.
std::optional<double> given_time(const Shell& shell, const Options& o);
template <class M>
void put_time(const Shell& shell, const Options& o, M* m) {
  const auto at = given_time(shell, o);
  if (!at) return;
  m->set_at_ms(int64_t(*at));
  m->set_offset_min(shell.offset_min(*at));
}
void put_space(const Options& o, records::Entry* e);

// Asks only where nothing at all was given and a person is there to answer.
bool may_ask(const Shell& shell, const Options& o);
// Whether it is any use to ask for words: where they cannot be kept, nobody is asked to type them.
bool may_write(Shell& shell);
std::optional<int> number_or_ask(Shell& shell, const Options& o, const char* name, const Text& question);
// What is given while locked is sealed and needs no passphrase: with --locked. Else the diary is opened.
void open_or_seal(Shell& shell, const Options& o);
// The words behind a verb or in --text; asked for where there are none. `how` is an example for whoever cannot be asked.
std::string words_or_ask(Shell& shell, const Options& o, const char* question, const std::string& how);
// The words behind a verb, as one text.
std::string joined(const Options& o);

}  // namespace eddy::cli
