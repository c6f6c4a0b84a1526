// Every verb there is; table.cc puts them in order. Each lives in the file of its name, or in the one of the
// verb it is under.
#pragma once
#include "apps/cli/verb.h"

namespace eddy::cli::verbs {
extern const Verb reset, cards, cards_add, cards_people, practices, board, board_show, board_add, board_list,
    board_hide, board_picture;
extern const Verb factors, factors_add, factors_rename, factors_merge, factors_apart, factors_trash;
extern const Verb check_in, hard_call, debrief, bright_spot, note, sleep, sleep_plan, people, people_add;
extern const Verb shift, shift_show, shift_open, shift_add, shift_off, shift_week, close_shift;
extern const Verb trends, look_back, review, next, search, list, entry, entry_show, entry_earlier,
    entry_trash, entry_restore, entry_purge, entry_empty_trash, entry_move;
extern const Verb init, settings, passphrase, key, backup, restore, import_file, export_all, check, status;
extern const Verb pair, sync, devices, revoke, afresh;
extern const Verb show, content, content_check, content_build, api, completion, help;
}  // namespace eddy::cli::verbs
