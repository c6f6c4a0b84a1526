// One function a verb. Each returns the exit code; errors are thrown.
#pragma once
#include "apps/cli/shell.h"

namespace eddy::cli {
using Words = std::vector<std::string>;
int init(Shell&, const Words&);
int reset(Shell&, const Words&);
int check_in(Shell&, const Words&);
int hard_call(Shell&, const Words&);
int debrief(Shell&, const Words&);
int sleep_log(Shell&, const Words&);
int sleep_plan(Shell&, const Words&);
int bright_spot(Shell&, const Words&);
int note(Shell&, const Words&);
int person(Shell&, const Words&);
int shift(Shell&, const Words&);
int close_shift(Shell&, const Words&);
int list(Shell&, const Words&);
int search(Shell&, const Words&);
int entry(Shell&, const Words&);
int cards(Shell&, const Words&);
int own_card(Shell&, const Words&);
int practices(Shell&, const Words&);
int board(Shell&, const Words&);
int trends(Shell&, const Words&);
int helps(Shell&, const Words&);
int next(Shell&, const Words&);
int settings(Shell&, const Words&);
int import(Shell&, const Words&);
int export_all(Shell&, const Words&);
int backup(Shell&, const Words&);
int restore(Shell&, const Words&);
int key(Shell&, const Words&);
int passphrase(Shell&, const Words&);
int check(Shell&, const Words&);
int status(Shell&, const Words&);
int show(Shell&, const Words&);
int pair(Shell&, const Words&);
int sync(Shell&, const Words&);
int devices(Shell&, const Words&);
int revoke(Shell&, const Words&);
int afresh(Shell&, const Words&);
int restore_by_phrase(Shell&, const Options&);
// Shows 24 words, and asks for three of them where somebody is there.
void show_recovery_phrase(Shell&, const google::protobuf::RepeatedPtrField<std::string>& words);
int content(Shell&, const Words&);
int api_call(Shell&, const Words&);
int completion(Shell&, const Words&);
}  // namespace eddy::cli
