#!/usr/bin/env python3
"""Opens each fault again, one at a time, in a copy of the code, and shows that the lives of family.cc find it.

    switches.py            whether every switch still fits the code; takes no time
    switches.py --open [MOVE...]   builds each, and lives up to EDDY_SEEDS (20) lives with that move alone: a table of move, what
                                   broke, and the first seed. Red where one is not found. Half a minute each, in build/switches

A switch is what somebody could have written instead: some lines for others. The product has none of them in it."""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TREE = ROOT / "build/switches"

ADMIT, CELLS, VAULT = "core/vault/admit.cc", "core/vault/cells.cc", "core/vault/vault.cc"
APPLY, OUTBOUND, DROPS = "core/sync/apply.cc", "core/sync/outbound.cc", "core/sync/drops.cc"
SYNC, REQUESTS, RESPONSES = "core/sync/sync.cc", "core/sync/requests.cc", "core/sync/responses.cc"
JOURNAL = "core/journal/journal.cc"

ANY_PLACE = (VAULT, "(!of.space || s.integer(1) == of.space) &&\n        (!of.table || s.integer(2) == of.table)", "true")
ANY_SPACE = (VAULT, "(!of.space || s.integer(1) == of.space) &&", "")
ANY_SETTINGS = (ADMIT, "(one_new || id != settings_id(space))", "false")
ANY_SIZE = (ADMIT, "if (!fits(table, cells, author)) refuse", "if (false) refuse")
ANY_SUM = (APPLY, "if (grew && !fits(", "if (false && !fits(")
ANY_FORM = (ADMIT, "if (!sound(table, cells)) refuse", "if (false) refuse")
ANY_PURGE = (ADMIT, "if ((door == Door::file || author == Author::work) && purges(cells))", "if (false)")
LEFT_OUT = (APPLY, "if (by == Author::work && purges(one.cells)) {", "if (false) {")
ID_OF_GIVER = (DROPS, 'return to_id(d.drop_id().substr(0, 6) + digest("eddy/drop-address/v1", said + d.body(), 16).substr(0, 10),\n'
               '               "drop");', 'return to_id(d.drop_id(), "drop");')

# move: [(file, what stands there, what stands there instead), ...]
SWITCHES = {
    "b_settings_in_work": [ANY_PLACE, ANY_SETTINGS],
    "b_settings_in_a_drop": [ANY_SETTINGS, ID_OF_GIVER],
    "c_lesson_beforehand": [ANY_SPACE],
    "c_other_kind_of_home": [ANY_PLACE],
    "c_same_record_in_work": [ANY_SPACE],
    "d_debrief_of_a_moved_call": [(JOURNAL, "  if (about->space == rec::SPACE_HOME || entry.space() == rec::SPACE_UNSPECIFIED)\n"
                                   "    entry.set_space(rec::Space(about->space));", "")],
    "d_call_moves_with_debrief": [(JOURNAL, "if (kinds.empty()) return out;", "return out;")],
    "e_moved_home_at_work": [(JOURNAL, "if (session_.drop_home && m.to == rec::SPACE_HOME) {", "if (false) {")],
    "f_taken_out_is_pressed": [(OUTBOUND, "if (!myself() || takes_out()) return false;", "if (!myself()) return false;")],
    "g_drop_over_home": [ID_OF_GIVER],
    "g_drop_said_twice": [(DROPS, "drop_stamp(address)}", "uint64_t(std::rand())}")],
    "g_purge_of_work": [ANY_PURGE, LEFT_OUT],
    "g_purge_of_home": [ANY_PURGE, LEFT_OUT, ANY_SPACE],
    "g_removal": [(VAULT, "return vault_.of_work() && space == 1 ? at_work", "return space == 1 ? at_work")],
    "g_write_over": [(APPLY, "w.apply(one.id, one.table, one.space, one.cells, keeps_earlier);", "w.apply(one.id, one.table, one.space, one.cells);")],
    "g_clear": [(VAULT, "if (!fresh && (keeps_earlier_ || v.has_earlier(before.rid))) keep_earlier", "if (false) keep_earlier")],
    "g_put_away": [(CELLS, "return gone && std::all_of(cells.begin(), cells.end(), empty) ? Fate::purged : Fate::trashed;",
                    "return Fate::purged;"), (VAULT, "    if (purges(now)) v.db_", "    v.db_")],
    "h_unknown_kind_in_a_drop": [ANY_PLACE, ID_OF_GIVER],
    "i_many_chains": [(OUTBOUND, "constexpr int kMostSeen = 32;", "constexpr int kMostSeen = 32000;")],
    "i_ended_chains": [("core/sync/writers.h", "constexpr int kMostEnded = 32;", "constexpr int kMostEnded = 32000;")],
    "j_many_writers": [("core/sync/writers.h", "constexpr int kMostWriters = 256;", "constexpr int kMostWriters = 256000;")],
    "j_writers_in_stamps": [(OUTBOUND, "Writers writers(*head.mutable_writer());", "Writers writers(*head.mutable_writer());\n"
                             "    for (uint32_t n = 1; n <= uint32_t(vault_.db().integer(\"SELECT count(*) FROM device\")); ++n)\n"
                             "      (void)writers.number(vault_.devices().device(n));")],
    "j_large_drop": [ANY_SIZE, (DROPS, "if (Vault::size_of_change(d->body(), {}) > Vault::kLargestChange)\n    throw Failure{Reason::record_damaged",
                                "if (false)\n    throw Failure{Reason::record_damaged")],
    "k_full_share": [("server/uses.h", "return work ? by_work_now + size <= most / kWorkShare : all - std::min(all, by_work) + size <= most;",
                      "return all + size <= most;")],
    "l_torn_cells": [ANY_FORM],
    "l_rubbish": [(APPLY, "  if (f.fault == Fault::full || f.fault == Fault::bug) throw;\n  if (f.fault == Fault::too_new)", "  throw;\n  if (f.fault == Fault::too_new)"),
                  (APPLY, "if (f.fault != Fault::invalid && f.fault != Fault::too_new && f.fault != Fault::damaged) throw;", "throw;")],
    "l_covers_of_a_number": [(CELLS, "(!c.covers.empty() && !f->free_text)", "false")],
    "l_fate_of_nothing": [(CELLS, 'return c.sub == 0 && (c.bytes.empty() || c.bytes == "T" || c.bytes == "P");', "return c.sub == 0;")],
    "l_many_versions": [ANY_SUM],
    "l_many_tags": [(ADMIT, "if (f && ++of_field", "if (f && !f->tags && ++of_field"), ],
    "l_many_cells": [(ADMIT, "return cells.size() <= kMostCells && ", "return ")],
    "l_many_covers": [ANY_SIZE, ANY_SUM],
    "m_end_of_time": [(ADMIT, "if (std::any_of(cells.begin(), cells.end(), wild)) refuse", "if (false) refuse")],
    "n_long_shift": [("core/vault/projections.cc", "s.bind(from - kReach).bind(to + kReach);\n    while (s.step()) {\n      const bool open = s.is_null(1)",
                      "s.bind(from - 4000 * kDay).bind(to + kReach);\n    while (s.step()) {\n      const bool open = s.is_null(1)")],
    "n_good_moods": [("core/journal/safety.cc", " || (home.days >= 3 && home.all)", "")],
    "n_grave_call_changed": [(JOURNAL, "      grave = grave || is_grave(before.kind());\n", "")],
    "n_grave_call_put_away": [(JOURNAL, "rid >= ? AND kind = 2 AND space = 1", "rid < 0 AND rid >= ? AND kind = 2")],
    "n_given_person": [(ADMIT, "return words(c) && c.stamp.id - first < kMostVersions;", "return words(c) && c.stamp.id == 0;")],
    "o_ids_alike": [(VAULT, "return 1 + Reader", "return 1 + 0 * Reader")],
    "o_invented_heads": [(APPLY, "  if (author(b) == Author::own)\n    for (const auto& seen", "    for (const auto& seen")],
    "p_imported_file": [ANY_PURGE],
    "q_forged_list": [(RESPONSES, "if (l.contradicts(given)) throw", "if (true) throw")],
    "s_picture_not_stored": [("core/sync/pictures.cc", "    if (mine(o.space)) {\n      mark(kThere);", "    if (!mine(o.space)) mark(3);\n    if (mine(o.space)) {\n      mark(kThere);")],
    "t_other_address": [(REQUESTS, "const bool server = list.server().key() != l.local.server_key();",
                         "const bool server = list.server().key() != l.local.server_key() || list.server().url() != l.local.server();")],
    "u_forks": [(RESPONSES, "forked && l.forks(*forked, r.instead());", "forked.has_value();")],
    "v_undelivered": [("core/sync/ledger.cc", "for (const auto& row : drops) put_drop(row);", "")],
    "w_stranger_lets_in": [(RESPONSES, "    stage_ = api::SyncState::ASK_DEVICES;\n    j.would_join = std::move(newest);\n    return;", "    return adopted(now);")],
    "r_old_list": [(REQUESTS, "if (round_->push_stopped || l.local.by_words()) return", "if (round_->push_stopped) return")],
    "a_enrolled": [(SYNC, "session_.renew(*renewal);", "(void)0;")],
    "a_purged_word": [("core/vault/projections.cc", "db_.execute(\"INSERT INTO words(words) VALUES('optimize'); "
                       "INSERT INTO names(names) VALUES('optimize')\");", "")],
}


def moves():
    text = (ROOT / "tests/sync/family_moves.cc").read_text(encoding="utf-8")
    return re.findall(r'\{"([a-z_]+)", &Family::', text)


def opened(move):
    """{file: its text with the switch in it}; says what does not fit."""
    out = {}
    for name, there, instead in SWITCHES[move]:
        text = out.get(name) or (ROOT / name).read_text(encoding="utf-8")
        if text.count(there) != 1:
            sys.exit(f"{move}: {name} has it {text.count(there)} times, not once:\n{there}")
        out[name] = text.replace(there, instead)
    return out


def build():
    return subprocess.run(["cmake", "--build", "--preset", "release", "--target", "eddy_sync_tests", "--", "--quiet"], cwd=TREE,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)


def lives(move):
    """What broke, and the first seed; or None."""
    for seed in range(1, int(os.environ.get("EDDY_SEEDS", "20")) + 1):
        env = {**os.environ, "EDDY_MOVE": move, "EDDY_FROM": str(seed), "EDDY_CAMPAIGN": "1000000"}
        try:
            ran = subprocess.run([TREE / "build/release/bin/eddy_sync_tests", "--gtest_brief=1", "--gtest_filter=Family*"], env=env,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            return "never ends", seed
        if ran.returncode:
            said = ran.stdout.decode(errors="replace")
            found = re.search(r"seed \d+: (.*)", said)
            return (found[1] if found else said.strip().splitlines()[0] if said.strip() else f"ended with {ran.returncode}"), seed
    return None


def open_all(wanted):
    if not (TREE / "CMakeLists.txt").exists():
        subprocess.run(["git", "clone", "--quiet", ROOT, TREE], check=True)
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.split("\0")
    for name in filter(None, files):  # as it stands here, also what is not committed
        here, there = ROOT / name, TREE / name
        if here.is_file() and (not there.exists() or here.read_bytes() != there.read_bytes()):
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(here.read_bytes())
    subprocess.run(["cmake", "--preset", "release"], cwd=TREE, check=True, stdout=subprocess.DEVNULL)
    missed = []
    for move in wanted:
        changed = opened(move)
        try:
            for name, text in changed.items():
                (TREE / name).write_text(text, encoding="utf-8")
            built = build()
            if built.returncode:
                sys.exit(f"{move}: does not build\n{built.stdout.decode(errors='replace')[-3000:]}")
            found = lives(move)
        finally:
            for name in changed:
                (TREE / name).write_bytes((ROOT / name).read_bytes())
        missed += [] if found else [move]
        print(f"{move:<28} {'seed ' + str(found[1]) if found else 'NOT FOUND':<10} {found[0][:110] if found else ''}", flush=True)
    print(f"{len(wanted) - len(missed)} of {len(wanted)} switches found")
    return 1 if missed else 0


def main():
    lacking = set(moves()) ^ set(SWITCHES)
    if lacking:
        sys.exit(f"moves and switches do not name the same: {', '.join(sorted(lacking))}")
    for move in SWITCHES:
        opened(move)
    if "--open" not in sys.argv:
        print(f"{len(SWITCHES)} switches fit")
        return 0
    return open_all([m for m in sys.argv[1:] if m in SWITCHES] or list(SWITCHES))


if __name__ == "__main__":
    sys.exit(main())
