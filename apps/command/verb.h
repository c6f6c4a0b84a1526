// A program made of verbs, told once. From this one table come its parser, its help, its completion and its manual page;
// what a verb does is the program's own affair.
#pragma once
#include <boost/program_options.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace eddy::command {
namespace po = boost::program_options;

// A mistake in how a command was typed, in a sentence: exit code 2.
struct Usage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Option {
  const char* name = "";     // "how-hard"
  const char* value = "";    // "0-10", "work|home", "FILE"; "": it takes none
  const char* summary = "";  // one line
  bool many = false;         // may be given more than once
};
po::options_description options(const std::vector<Option>& all);

struct About {
  const char* name;   // "check-in"; one under another: "board add"
  const char* group;  // the heading it stands under
  const char* summary;
  const char* arguments = "";  // as usage shows them: "[PRACTICE]"; with FILE in it they are names of files
  int least = 0, most = 0;     // how many words it takes; most < 0: any number
  po::options_description (*options)() = nullptr;
  const char* more = "";  // sentences
  std::vector<const char*> examples = {};
  bool only_under = false;  // does nothing by itself: one of those under it must be named
};

// What a manual page tells beside the verbs.
struct Part {
  const char* heading;
  // Lines; "NAME: words" where one is about a name.
  const char* words;
};

struct Program {
  const char* name;
  const char* version;
  const char* date;                         // when what is told here was last looked over, YYYY-MM-DD
  const char* section;                      // of the manual: "1" or "8"
  const char* summary;                      // after the name, in a few words
  const char* description;                  // sentences
  po::options_description (*everywhere)();  // options that every verb takes
  std::vector<const About*> verbs;          // in the order in which help shows them
  std::vector<Part> parts;
};

// What one option says of itself, whatever made it.
struct Described {
  std::string name, value, usual, summary;
  bool many = false;
};
std::vector<Described> described(const po::options_description& all);
std::vector<Described> options_of(const About& verb);

// "board add" for {"board", "add"}; as much as is a verb. Null where nothing is.
const About* find(const Program& program, const std::vector<std::string>& words);
std::vector<const About*> under(const Program& program, const About& verb);  // "board add" of "board"
bool is_under(const About& verb, const About& parent);
// The choices that a value's name lists: "work|home". None where it is a name for any value.
std::vector<std::string> choices(const std::string& value);
// "eddy board add [OPTIONS]": how it is used, in one line.
std::string usage(const Program& program, const About& verb);
// Whether it stands under no other: "board", not "board add".
bool is_root(const About& verb);
// Usage: there is no such verb; with the one that was probably meant.
[[noreturn]] void no_verb(const Program& program, const std::string& word);
// The most likely one meant; "" where none is near.
std::string nearest(const std::string& typed, const std::vector<std::string>& known);

}  // namespace eddy::command
