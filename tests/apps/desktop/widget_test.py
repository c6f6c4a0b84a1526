#!/usr/bin/python3
"""The widget on a real (virtual) screen, driven by keys as a person would. What is on the screen is asserted by the
accessibility tree, what is kept by `eddy`.   widget_test.py BIN_DIR [TEST]..."""
import datetime
import json
import os
import pathlib
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
import unittest
import zoneinfo

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import memory  # noqa: E402
import typed  # noqa: E402
from desktop import Desktop, wait_for  # noqa: E402
from island import Island, NotPermitted  # noqa: E402

BIN = os.path.abspath(sys.argv.pop(1))


class Screen:
    """What a screen reader would find."""

    def __init__(self, desktop):
        os.environ.update(desktop.env)
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib
        self.atspi, self.loop = Atspi, GLib.MainContext.default()
        Atspi.init()

    def all(self, everything=False):
        while self.loop.iteration(False):
            pass
        out = []

        def walk(node):
            try:
                node.clear_cache()
                states = node.get_state_set()
                if everything or states.contains(self.atspi.StateType.SHOWING) or node.get_role_name() in ("application", "frame"):
                    out.append((node.get_role_name(), node.get_name(), node))
                    for i in range(node.get_child_count()):
                        walk(node.get_child_at_index(i))
            except Exception:  # it went away while being looked at
                pass
        root = self.atspi.get_desktop(0)
        root.clear_cache()
        for i in range(root.get_child_count()):
            app = root.get_child_at_index(i)
            if app and app.get_name() == "eddy":
                walk(app)
        return out

    def names(self):
        return [name for _, name, _ in self.all()]

    def find(self, name, role=None):
        for r, n, node in self.all():
            if (n == name if isinstance(name, str) else name(n)) and role in (None, r):
                return node
        return None

    def sees(self, *names):
        for name in names:
            try:
                wait_for("“%s” on the screen" % name, lambda: any(name in n for n in self.names()))
            except AssertionError:
                raise AssertionError("“%s” is not on the screen, but: %s" % (name, [n for n in self.names() if n][:40]))

    def press(self, name):
        node = wait_for("“%s” to press" % name, lambda: self.find(name))
        node.get_action_iface().do_action(0)


class Widget(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.d = Desktop(BIN)
        cls.screen = Screen(cls.d)
        cls.d.crm()

    @classmethod
    def tearDownClass(cls):
        cls.d.close()

    def setUp(self):
        d = self.d
        d.out("xdotool", "windowactivate", "--sync", d.crm_window)
        for name in ("data", "config"):
            shutil.rmtree(d.dir + "/" + name, ignore_errors=True)
            os.makedirs(d.dir + "/" + name, mode=0o700)
        open(d.dir + "/widget.log", "w").close()
        with open(d.keys_file, "r+") as f:
            f.truncate()
        self.running = None

    def tearDown(self):
        d = self.d
        if self.running and self.running.poll() is None:
            d.ask("quit")
            self.assertEqual(self.running.wait(10), 0)
        self.assertEqual(d.complaints(), [])

    def begin(self, *args, diary=True, **env):
        if diary:
            self.d.eddy("init")
        self.running = self.d.widget(*(args or ("--hidden",)), **env)

    def kept(self, name):
        """Every record of that kind, newest first."""
        tables = {"checkIn": 1, "hardCall": 2, "debrief": 3, "practiceDone": 4, "lesson": 7, "note": 8, "shift": 13}
        reply = json.loads(self.d.eddy("api", "Journal/List", json.dumps({"table": [tables[name]], "limit": 50})))
        return [e[name] for e in reply.get("entry", [])]

    def unlock(self):
        self.secret("a calm river")
        self.d.key("Return")

    def files(self):
        return {str(f): f.read_bytes() for f in pathlib.Path(self.d.dir + "/data/eddy").iterdir()}

    def playing(self):
        path = pathlib.Path(self.d.dir + "/data/eddy/desktop.playing")
        return path.read_text() if path.exists() else ""

    def secret(self, text, index=0):
        """Types into the password field of that place in the page."""
        self.screen.sees("assphrase")

        def fields():
            return [node for role, _, node in self.screen.all() if role == "password text"]
        wait_for("a password field", lambda: len(fields()) > index)
        fields()[index].get_component_iface().grab_focus()
        self.d.type(text)

    def crm_has_the_keys(self, text):
        before = self.d.typed()
        self.d.type(text)
        wait_for("the CRM to get %r, not %r" % (text, self.d.typed()), lambda: self.d.typed() == before + text)

    # --- the minute after a call

    def test_a_hard_call_from_the_key_to_the_trend(self):
        d, screen = self.d, self.screen
        self.begin()
        d.key("ctrl+alt+space")
        screen.sees("In through the nose", "W this makes it worse")
        d.picture("e2e-reset")
        d.key("8")
        wait_for("the rating on the disk", lambda: '"BEFORE"' in self.playing())
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        self.crm_has_the_keys("and on")
        d.key("ctrl+alt+g")
        screen.sees("How hard was it?")
        d.key("9")
        screen.sees("What kind was it?")
        d.key("1")
        screen.sees("how did you handle it?")
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        self.crm_has_the_keys(" typing")
        # Locked all the while: it is sealed, and joins at unlock.
        self.assertIn("3 given while locked", d.eddy("status", passphrase=""))
        self.assertEqual(d.ask("show after"), "ok")
        self.unlock()
        screen.sees("9/10", "Three questions")
        d.picture("e2e-after")
        screen.press("Three questions")
        screen.sees("What could you control")
        for answer in ("my voice", "to learn", "a complaint", "If they shout then I breathe out."):
            wait_for("the field", lambda: screen.find("Your answer"))
            d.type(answer)
            d.key("ctrl+Return")
        screen.sees("Your step will be there when you open a shift")
        self.assertEqual(self.kept("hardCall")[0]["howHard"], 9)
        self.assertEqual(self.kept("hardCall")[0]["kind"], "CALL_ANGRY")
        self.assertEqual(self.kept("practiceDone")[0]["before"], 8)
        debrief = self.kept("debrief")[0]
        self.assertEqual([debrief[k] for k in ("control", "options", "worst", "ifThen")],
                         ["my voice", "to learn", "a complaint", "If they shout then I breathe out."])
        self.assertEqual(self.kept("lesson")[0]["what"], "If they shout then I breathe out.")
        d.key("ctrl+1")
        screen.sees("How are you?")
        d.key("3", "2", "6")
        screen.sees("A word for it")
        wait_for("the check-in", lambda: self.kept("checkIn") and self.kept("checkIn")[0].get("tension") == 6)
        self.assertEqual(len(self.kept("checkIn")), 1)
        # A factor is typed, and is on; another one is put off again.
        for name in ("overtime", "gym"):
            node = wait_for("the field", lambda: screen.find(lambda n: n.endswith("Enter adds it"), "text"))
            node.get_component_iface().grab_focus()
            d.type(name)
            d.key("Return")
            wait_for(name, lambda: screen.find(name))
        wait_for("both", lambda: len(self.kept("checkIn")[0].get("factor", [])) == 2)
        d.picture("e2e-factors")
        screen.press("gym")
        wait_for("one of them", lambda: len(self.kept("checkIn")[0].get("factor", [])) == 1)
        self.assertEqual(len(self.kept("checkIn")), 1)
        screen.press("That is all")
        screen.press("Open the shift")
        screen.sees("Worth having in mind", "If they shout then I breathe out.")
        d.key("ctrl+7")
        screen.sees("Tension. 1 of 30 with a value, lowest 6, highest 6")
        d.picture("e2e-trends")

    def test_work_hours_are_silent(self):
        d, screen = self.d, self.screen
        try:
            island = Island()
        except NotPermitted as e:
            self.skipTest("this machine lets nobody make a network of its own: %s" % e)
        server = None
        try:
            work, phone = d.dir + "/data/eddy", d.dir + "/data/phone"
            d.out(BIN + "/eddyd", "init", "--data", d.dir + "/data/box", check=True)
            server = subprocess.Popen([*island.prefix, BIN + "/eddyd", "serve", "--data", d.dir + "/data/box", "--listen", "127.0.0.1:7443"],
                                      env=d.env, stdout=subprocess.PIPE, text=True)
            self.assertIn("listens", server.stdout.readline())
            invite = d.out(BIN + "/eddyd", "invite", "--data", d.dir + "/data/box", "--plain").decode().strip()
            d.eddy("--home", phone, "init")
            d.eddy("--home", work, "init", "--work")
            d.eddy("--home", phone, "pair", "--server", "box.example:7443", "--invite", invite, prefix=island.prefix)
            env = {**d.env, "EDDY_PASSPHRASE": "a calm river", "TERM": "xterm", "COLUMNS": "200"}
            ends, shown, taken = typed.pair([*island.prefix, BIN + "/eddy"], phone, work, None, env)
            self.assertEqual(ends, (0, 0), shown + taken)

            def unlocked(watch, box=True):
                """Opens the widget where a round is overdue, and waits for what `watch` waits for."""
                hour_ago = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 7200))
                d.eddy("--home", work, "--now", hour_ago, "sync", prefix=island.prefix)
                if not box:  # it knocks at its own doors, and this is about the widget
                    server.terminate()
                    server.wait(20)
                before = island.counts()
                self.running = d.widget("--home", work, prefix=island.prefix)
                screen.sees("How are you?")
                self.unlock()
                wait_for("it to open", lambda: d.ask("state") == "open")
                began = time.monotonic()
                watch(before)
                took = time.monotonic() - began
                self.assertEqual(d.ask("show devices"), "ok")
                screen.sees("Your devices")
                after = island.counts()
                d.ask("quit")
                self.assertEqual(self.running.wait(10), 0)
                return took, after[0] - before[0], after[1] - before[1]

            # Outside work hours it goes by itself, and the island sees it.
            took, packets, questions = unlocked(lambda before: wait_for("packets", lambda: island.counts()[0] > before[0] + 10 and island.counts()[1] > before[1]))
            self.assertGreater(packets, 10)
            self.assertGreater(questions, 0)
            # Inside them, not one: neither a packet nor a question for a name, for ten times as long and three seconds.
            hours = "-".join(time.strftime("%H:%M", time.gmtime(time.time() + h * 3600)) for h in (-6, 6))
            d.eddy("--home", work, "shift", "week", *(w for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun") for w in (day, hours)))

            def quiet(before):
                end = time.monotonic() + 3 + 10 * took
                while time.monotonic() < end:
                    self.assertEqual(island.counts(), before)
                    time.sleep(0.1)

            _, packets, questions = unlocked(quiet, box=False)
            self.assertEqual((packets, questions), (0, 0))
        finally:
            if server:
                server.terminate()
                server.wait(20)
            island.close()

    def test_the_whole_minute_without_a_touch(self):
        d, screen = self.d, self.screen
        d.eddy("init")
        d.eddy("settings", "reset-seconds=30", "rate-every=1")
        self.begin(diary=False)
        d.key("ctrl+alt+space")
        screen.sees("In through the nose", "How tense now?")
        d.key("8")
        screen.sees("And now?")
        d.key("3")
        screen.sees("That call is over. The next person is new.")
        screen.sees("Was it a hard one?")
        d.key("7")
        screen.sees("What kind was it?")
        d.key("4")
        screen.sees("Shoulders down.")
        wait_for("it to be gone by itself", lambda: not d.windows())
        self.crm_has_the_keys("x")
        self.assertEqual(self.kept("hardCall")[0]["kind"], "CALL_SAD")
        self.assertEqual(self.kept("practiceDone")[0]["units"], 1)
        self.assertTrue(self.kept("practiceDone")[0]["finished"])
        self.assertEqual((self.kept("practiceDone")[0]["before"], self.kept("practiceDone")[0]["after"]), (8, 3))

    def test_a_reset_that_eddy_chooses_asks_first_and_says_why(self):
        d, screen = self.d, self.screen
        d.eddy("init")
        d.eddy("settings", "wait-arm=on", "choose-for-me=on", "rate-every=1")
        self.begin(diary=False)
        # Locked, nothing is known: it plays at once.
        d.key("ctrl+alt+space")
        screen.sees("In through the nose")
        self.assertFalse(any("How tense, 0 to 10?" in n or "Chosen for you" in n for n in screen.names()))
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        d.ask("show settings")
        self.unlock()
        screen.sees("Choose for me", "Find out whether resets help")
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        d.key("ctrl+alt+space")
        screen.sees("How tense, 0 to 10?", "Space go on without")
        d.picture("e2e-ask-first")
        d.key("space")
        screen.sees("Chosen for you: little is known of it yet.")
        d.picture("e2e-chosen")
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        # Over 6 it is never a wait. What was said before chance decides is kept with it.
        d.key("ctrl+alt+space")
        screen.sees("How tense, 0 to 10?")
        d.key("8")
        screen.sees("Chosen for you")
        self.assertNotIn("Just wait.", screen.names())
        d.key("Escape")
        wait_for("it to be kept", lambda: any(p.get("before") == 8 and p.get("arm") == "ARM_PICKED" for p in self.kept("practiceDone")))
        # The next call rings before anything was begun: gone at once, and the CRM has the keys.
        d.key("ctrl+alt+space")
        screen.sees("How tense, 0 to 10?")
        d.key("n")
        wait_for("it to be gone", lambda: not d.windows())
        self.crm_has_the_keys("and on")

    def test_without_a_diary_it_plays_and_claims_nothing(self):
        d, screen = self.d, self.screen
        self.begin("--hidden", diary=False)
        self.assertEqual(d.ask("show reset"), "ok")
        screen.sees("In through the nose")
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        d.key("ctrl+alt+g")
        screen.sees("How hard was it?")
        d.key("5")
        screen.sees("There is no diary here yet, so this was not kept")
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        self.assertFalse(os.path.exists(d.dir + "/data/eddy"))

    def test_w_leads_to_the_ground_and_is_remembered(self):
        self.begin()
        self.d.key("ctrl+alt+space")
        self.screen.sees("In through the nose")
        self.d.key("w")
        self.screen.sees("eet")
        wait_for("the switch", lambda: not any("nose" in n for n in self.screen.names()))
        self.d.key("Escape")
        wait_for("it to be gone", lambda: not self.d.windows())
        self.assertTrue(self.kept("practiceDone")[0]["worse"])

    def test_a_phase_is_announced_once(self):
        d, screen = self.d, self.screen
        d.eddy("init")
        d.eddy("settings", "rate-every=0")
        self.begin(diary=False)
        heard = []

        def on(event):
            heard.append(event.any_data if isinstance(event.any_data, str) else str(event.source.get_name()))
        listener = screen.atspi.EventListener.new(on)
        listener.register("object:property-change:accessible-name")
        try:
            d.key("ctrl+alt+space")
            screen.sees("In through the nose")
            first = len(heard)

            def prompts():
                while screen.loop.iteration(False):
                    pass
                return heard[first:]
            wait_for("a whole breath", lambda: [p for p in prompts() if "In through" in p], 30)
        finally:
            listener.deregister("object:property-change:accessible-name")
        said = [p for p in heard[first:] if p.startswith(("In through", "And a little", "Long, slow"))]
        self.assertEqual(said, ["And a little more", "Long, slow, out through the mouth", "In through the nose"])
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())

    # --- during a call

    def test_cards_leave_the_crm_its_focus(self):
        d, screen = self.d, self.screen
        self.begin()
        self.crm_has_the_keys("a")
        d.key("ctrl+alt+c")
        screen.sees("What is happening?", "Your keys come here")
        self.assertEqual(d.active(), d.crm_window)
        d.key("2")
        screen.sees("Calm and professional", "Your keys go to your work")
        self.crm_has_the_keys("2b")
        d.picture("e2e-card")
        # The key of all cards brings the keys to the one that is up; three seconds without one, and every later key is the CRM's.
        d.key("ctrl+alt+a")
        screen.sees("Verbal abuse", "1. Name it")
        d.key("ctrl+alt+c")
        screen.sees("Your keys come here: 1 to 9 copies")
        d.key("1")
        screen.sees("It leaves the clipboard in a minute")
        self.assertIn("I want to help you", self.clipboard())
        d.key("ctrl+alt+c")
        screen.sees("Your keys come here: 1 to 9 copies")
        wait_for("it to let go", lambda: any("Your keys go to your work" in n for n in screen.names()))
        self.crm_has_the_keys("1c")
        d.key("ctrl+alt+c")
        screen.sees("Your keys come here: 1 to 9 copies")
        d.key("BackSpace")
        screen.sees("What is happening?")
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        self.crm_has_the_keys("d")
        self.assertEqual(d.active(), d.crm_window)

    def test_the_first_escape_closes_a_card_and_the_next_is_the_crms(self):
        d, screen = self.d, self.screen
        self.begin()
        self.crm_has_the_keys("a")
        def escapes():
            with open(d.keys_file) as typed:
                return typed.read().count("\x1b")
        before = escapes()
        for n, (key, title) in enumerate((("ctrl+alt+a", "Verbal abuse"), ("ctrl+alt+d", "A caller in danger")), 1):
            d.key(key)
            screen.sees(title, "Your keys go to your work", "Esc closes this")
            self.assertEqual(d.active(), d.crm_window)
            d.key("Escape")
            wait_for("the first Esc to close it", lambda: not d.windows())
            self.assertEqual(escapes(), before + n - 1)
            d.key("Escape")
            wait_for("the next Esc to reach the work", lambda: escapes() == before + n)
            d.key(key)
            screen.sees(title)
            d.key(key)
            wait_for("its key to close it", lambda: not d.windows())
        self.crm_has_the_keys("d")

    def clipboard(self):
        return self.d.out("xclip", "-o", "-selection", "clipboard").decode()

    def test_the_danger_card_works_locked_and_search_gives_the_focus_back(self):
        d, screen = self.d, self.screen
        d.eddy("init")
        d.eddy("settings", "caller-country=GB")
        self.begin(diary=False)
        d.key("ctrl+alt+d")
        screen.sees("A caller in danger", "Emergency: 999", "Your own words show when Eddy is unlocked")
        d.key("ctrl+alt+c")
        screen.sees("Your keys come here")
        d.key("e")
        screen.sees("It leaves the clipboard in a minute")
        self.assertEqual(self.clipboard(), "999")
        d.key("Escape")
        d.key("ctrl+alt+c")
        screen.sees("Your keys come here")
        d.key("slash")
        screen.sees("↑ ↓ and Enter")
        d.type("he is swearing at me")
        screen.sees("Verbal abuse")
        d.key("Return")
        screen.sees("1. Name it")
        wait_for("the focus to come back", lambda: d.active() == d.crm_window)
        self.crm_has_the_keys("on")

    def test_a_scratchpad_lasts_for_the_call(self):
        d, screen = self.d, self.screen
        self.begin()
        d.key("ctrl+alt+n")
        screen.sees("A point they make, then Enter")
        d.type("billed twice")
        d.key("Return")
        d.type("nobody called back")
        d.key("Return")
        screen.sees("billed twice", "Still open: 2")
        screen.press("billed twice")
        screen.sees("Still open: 1")
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        self.crm_has_the_keys("z")
        d.key("ctrl+alt+n")
        screen.sees("Still open: 1")
        screen.press("Keep in the diary")
        screen.sees("It joins your diary when you unlock it")
        self.assertEqual(self.kept("note")[0]["words"], "[x] billed twice\n[ ] nobody called back")
        d.key("Escape")

    def test_the_pacer_takes_no_focus(self):
        self.begin()
        self.d.key("ctrl+alt+p")
        self.screen.sees("In through the nose")
        self.crm_has_the_keys("typing on")
        self.d.key("ctrl+alt+b")  # one breath before answering, in the same place
        self.screen.sees("In, quietly")
        self.crm_has_the_keys("and on")
        self.d.key("ctrl+alt+b")
        wait_for("it to be gone", lambda: not self.d.windows())

    def test_a_page_for_a_mentor_is_shown_whole_before_it_is_copied(self):
        d, screen = self.d, self.screen
        d.eddy("init")
        d.eddy("hard-call", "--how-hard", "7", "--kind", "angry", "--note", "the refund was refused twice")
        d.eddy("hard-call", "--how-hard", "2", "--kind", "sad", "--note", "not for anybody")
        self.begin(diary=False)
        d.ask("show after")
        self.unlock()
        screen.press("A page for a mentor")
        screen.sees("Only what you tick goes on the page", "the refund was refused twice")
        self.assertIsNone(screen.find("Copy this page"))
        screen.press(lambda n: n.startswith("Hard call,") and "refund" in n)
        screen.sees("The whole page")
        d.picture("e2e-mentor")
        screen.press("Copy this page")
        screen.sees("It leaves the clipboard in a minute")
        self.assertIn("the refund was refused twice", self.clipboard())
        self.assertNotIn("not for anybody", self.clipboard())

    # --- never lose a word

    def test_killed_in_a_reset_it_goes_on_where_it_was(self):
        d, screen = self.d, self.screen
        self.begin()
        d.key("ctrl+alt+space")
        screen.sees("In through the nose")
        d.key("6")
        wait_for("the rating on the disk", lambda: '"BEFORE"' in self.playing())
        self.running.kill()
        self.running.wait()
        self.begin("--hidden", diary=False)
        screen.sees("W this makes it worse")
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        self.assertEqual(self.kept("practiceDone")[0]["before"], 6)
        self.assertEqual(len(self.kept("practiceDone")), 1)

    def test_killed_in_a_debrief_nothing_typed_is_lost(self):
        d, screen = self.d, self.screen
        d.eddy("init")
        d.eddy("hard-call", "--how-hard", "6")
        self.begin(diary=False)
        d.ask("show after")
        self.unlock()
        screen.press("A closer look")
        screen.sees("Where did the call turn?")
        d.type("when I sighed")
        d.key("ctrl+Return")
        screen.sees("What did you do well")
        d.type("I stayed")
        wait_for("the words on the disk", lambda: self.kept("debrief") and self.kept("debrief")[0].get("well") == "I stayed")
        self.running.kill()
        self.running.wait()
        self.begin("--hidden", diary=False)
        d.ask("show after")
        self.unlock()
        screen.sees("This was open when Eddy went away", "What would you do differently")
        self.assertEqual(self.kept("debrief")[0]["turn"], "when I sighed")
        self.assertEqual(len(self.kept("debrief")), 1)

    # --- what goes wrong is told

    def test_first_run_in_three_answers(self):
        d, screen = self.d, self.screen
        self.begin("--home", d.dir + "/data/eddy", diary=False)
        screen.sees("Catch your breath")
        screen.press("Whose computer is this?: A work computer")
        screen.sees("may see the screen, the keys and the files")
        self.secret("a calm river", 0)
        self.secret("a calm river", 1)
        d.picture("e2e-welcome")
        d.key("Return")
        screen.sees("How are you?")
        self.assertIn("numbers", self.refused("note", "typed here"))
        d.key("4")
        wait_for("the check-in", lambda: self.kept("checkIn"))

    def test_first_run_on_ones_own_computer_gives_the_words(self):
        d, screen = self.d, self.screen
        self.begin("--home", d.dir + "/data/eddy", diary=False)
        screen.sees("Catch your breath")
        screen.press("Make my diary")
        screen.sees("First: whose computer is this?")
        screen.press("Whose computer is this?: My own")
        self.secret("a calm river", 0)
        self.secret("another river", 1)
        d.key("Return")
        screen.sees("The two are not the same. Nothing was made yet")
        for _ in range(13):
            d.key("BackSpace")
        d.type("a calm river")
        d.key("Return")
        screen.sees("Write these down")
        words = [n for n in screen.names() if re.fullmatch(r"\d+ [a-z]+", n)]
        self.assertEqual(len(words), 24)
        d.picture("e2e-words")
        screen.press("I have written them down")
        screen.sees("How are you?")

    def test_a_key_can_be_changed(self):
        d, screen = self.d, self.screen
        self.begin()
        d.ask("show settings")
        screen.sees("A reset: Ctrl+Alt+Space")
        screen.press("A reset: Ctrl+Alt+Space")
        screen.sees("A reset: Press the keys")
        d.key("ctrl+alt+j")
        screen.sees("A reset: Ctrl+Alt+J")
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        d.key("ctrl+alt+j")
        screen.sees("In through the nose")
        d.key("Escape")
        wait_for("it to be gone", lambda: not d.windows())
        d.ask("show settings")
        screen.press("A reset: Ctrl+Alt+J")
        d.key("x")
        screen.sees("alone would be taken from every program")

    # --- shifts by date

    def focused(self):
        """What has the keyboard, as a screen reader says it."""
        focus = self.screen.atspi.StateType.FOCUSED
        for _, name, node in self.screen.all():
            try:
                if name and node.get_state_set().contains(focus):
                    return name
            except Exception:  # it went away while being looked at
                pass
        return ""

    def on(self, day, said=""):
        name = "%s %d %s, %s" % (day.strftime("%A"), day.day, day.strftime("%B"), said)
        try:
            wait_for(name, lambda: self.focused().startswith(name))
        except AssertionError:
            raise AssertionError("the keyboard is not on “%s” but on “%s”" % (name, self.focused()))

    def wall(self, day, clock, zone):
        hours, minutes = map(int, clock.split(":"))
        return str(int(datetime.datetime(day.year, day.month, day.day, hours, minutes, tzinfo=zone).timestamp() * 1000))

    def roster(self, zone):
        """Shifts by date, on a diary with a usual week, in that zone; the day that has the keyboard."""
        d = self.d
        d.eddy("init")
        d.eddy("shift", "week", *[w for day in ("mon", "tue", "wed", "thu", "fri") for w in (day, "08:00-16:30")])
        self.begin(diary=False, TZ=zone.key)
        d.ask("show month")
        self.unlock()
        today = datetime.datetime.now(zone).date()
        self.on(today)
        return today

    def test_a_roster_is_entered_by_keys(self):
        d, screen, zone = self.d, self.screen, zoneinfo.ZoneInfo("UTC")
        today, one = self.roster(zone), datetime.timedelta(days=1)
        d.key("Next", "Next", "Home")  # two months on, where nothing runs
        there = today.replace(day=1)
        for _ in range(2):
            there = (there + 31 * one).replace(day=1)
        there = min(there + (today.day - 1) * one, (there + 31 * one).replace(day=1) - one)
        monday = there - there.weekday() * one
        self.on(monday, "08:00 to 16:30, usual week")
        # Its key: what is recent has a number, and 0 is off.
        d.key("0")
        self.on(monday, "off, entered")
        screen.sees("Undo")
        d.key("ctrl+z")
        self.on(monday, "08:00 to 16:30, usual week")
        self.assertEqual(self.kept("shift"), [])
        # By Enter to the choices, and on to the times that one types; the day has the keyboard again.
        d.key("Right", "Return")
        wait_for("the choices", lambda: self.focused().startswith("Set it to"))
        d.key("Tab")
        wait_for("Off", lambda: self.focused() == "Set it to: Off")
        d.key("Tab")
        wait_for("the field", lambda: self.focused() == "From")
        d.type("22:00")
        d.key("Tab")
        d.type("6:00")
        d.key("Return")
        tuesday = monday + one
        self.on(tuesday, "22:00 to 06:00, entered")
        d.picture("e2e-month")
        # The same again a day on, by the number it has now; a second time takes it back.
        d.key("Right", "2")
        self.on(tuesday + one, "22:00 to 06:00, entered")
        d.key("2")
        self.on(tuesday + one, "08:00 to 16:30, usual week")
        self.assertEqual([(s["atMs"], s["endMs"]) for s in self.kept("shift") if not s.get("off")],
                         [(self.wall(tuesday, "22:00", zone), self.wall(tuesday + one, "06:00", zone))])
        # Weeks and months.
        d.key("Down", "End", "Prior")
        sunday = monday + 13 * one
        last = sunday.replace(day=1) - one  # of the month before
        self.on(min(last.replace(day=1) + (sunday.day - 1) * one, last))
        # What is no time is said, and changes nothing.
        d.key("Return", "Tab", "Tab", "Tab")
        wait_for("the field", lambda: self.focused() == "From")
        d.type("nine")
        d.key("Return")
        screen.sees("Times look like 09:00. Nothing was changed")

    def test_a_night_over_a_change_of_the_clock_ends_when_the_wall_says(self):
        zone = zoneinfo.ZoneInfo("Europe/Berlin")
        today, one = self.roster(zone), datetime.timedelta(days=1)

        def offset(day):
            return datetime.datetime(day.year, day.month, day.day, 12, tzinfo=zone).utcoffset()
        eve = next(day for day in (today + n * one for n in range(7, 400)) if offset(day) != offset(day + one))
        at = today
        while (at.year, at.month) != (eve.year, eve.month):
            self.d.key("Next")
            first = (at.replace(day=1) + 31 * one).replace(day=1)
            at = min(first + (at.day - 1) * one, (first + 31 * one).replace(day=1) - one)
        self.d.key(*["Right" if eve > at else "Left"] * abs((eve - at).days))
        self.on(eve, "no shift known")
        self.d.key("Return", "Tab", "Tab")
        wait_for("the field", lambda: self.focused() == "From")
        self.d.type("22:00")
        self.d.key("Tab")
        self.d.type("06:00")
        self.d.key("Return")
        self.on(eve, "22:00 to 06:00, entered")
        self.screen.sees("The clock goes")
        self.assertEqual([(s["atMs"], s["endMs"]) for s in self.kept("shift")],
                         [(self.wall(eve, "22:00", zone), self.wall(eve + one, "06:00", zone))])

    def refused(self, *args):
        return subprocess.run([BIN + "/eddy", *args], env={**self.d.env, "EDDY_PASSPHRASE": "a calm river"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode()

    def test_a_wrong_passphrase_is_told_and_changes_nothing(self):
        self.begin()
        self.d.ask("show today")
        self.secret("not it")
        self.d.key("Return")
        self.screen.sees("That is not the passphrase. Nothing was changed; try again.")
        self.unlock()
        self.screen.sees("Your shift")

    def test_a_damaged_diary_is_told_and_untouched(self):
        d = self.d
        d.eddy("init")
        d.eddy("check-in", "--mood", "3")
        path = d.dir + "/data/eddy/keys"
        with open(path, "r+b") as f:
            f.write(b"\0" * os.path.getsize(path))
        before = self.files()
        self.begin(diary=False)
        self.screen.sees("are damaged", "Nothing was touched")
        self.assertEqual(before, self.files())
        d.key("ctrl+alt+space")
        self.screen.sees("In through the nose")
        d.key("Escape")

    def test_a_read_only_disk_is_told(self):
        d = self.d
        d.eddy("init")
        home = d.dir + "/data/eddy"
        if os.geteuid() == 0:
            # Root may write anywhere, so the folder becomes a read-only mount in a namespace of its own.
            if subprocess.run(["unshare", "-m", "true"], stderr=subprocess.DEVNULL).returncode:
                self.skipTest("no mount namespaces here")
            wrapper = d.dir + "/ro.sh"
            with open(wrapper, "w") as f:
                f.write("#!/bin/sh\nmount --bind %s %s && mount -o remount,ro,bind %s && exec %s/eddy-desktop \"$@\"\n" % (home, home, home, BIN))
            os.chmod(wrapper, 0o755)
            self.running = d.start("unshare", "-m", wrapper, "--hidden")
            wait_for("the widget's door", lambda: d.ask("here") == "unknown")
        else:
            os.chmod(home, 0o500)
            self.begin(diary=False)
        d.key("ctrl+alt+g")
        self.screen.sees("How hard was it?")
        d.key("5")
        self.screen.sees("can be read, but not written", "what was just asked was not done")
        d.key("Escape")
        if os.geteuid() != 0:
            os.chmod(home, stat.S_IRWXU)

    def test_a_key_that_is_taken_is_told(self):
        d = self.d
        taker = d.start("/usr/bin/python3", "-c", GRABBER)
        wait_for("the key to be taken", lambda: os.path.exists(d.dir + "/config/taken"))
        try:
            self.begin()
            d.ask("show settings")
            self.screen.sees("Another program has “Ctrl+Alt+C” already")
        finally:
            taker.terminate()
            taker.wait()

    def test_a_second_start_shows_the_first(self):
        self.begin()
        second = subprocess.run([BIN + "/eddy-desktop"], env=self.d.env, timeout=20)
        self.assertEqual(second.returncode, 0)
        self.screen.sees("Today")
        self.assertIn("", self.d.eddy("show", "trends"))
        self.screen.sees("Trends")
        self.assertEqual(stat.S_IMODE(os.stat(self.d.dir + "/run/eddy.sock").st_mode) & 0o077, 0)
        self.d.eddy("show", "nonsense", code=2)

    def test_several_starts_at_once_are_one_widget(self):
        # Hidden and locked is then all of Eddy, and not one of two.
        for session in (True, False):
            # (without a session, as under a window manager that was started by hand: in a folder of the user's own)
            env = dict(self.d.env, XDG_RUNTIME_DIR=self.d.env["XDG_RUNTIME_DIR"] if session else "")
            started = [self.d.widget("--hidden", wait=False, **env) for _ in range(4)]
            wait_for("all but one to give way", lambda: sum(w.poll() is None for w in started) == 1)
            self.assertEqual([w.returncode for w in started if w.poll() is not None], [0, 0, 0])
            wait_for("its door", lambda: subprocess.run([BIN + "/eddy", "show", "hide"], env=env,
                                                        stderr=subprocess.DEVNULL).returncode == 0)
            self.assertEqual(sum(w.poll() is None for w in started), 1)
            last = next(w for w in started if w.poll() is None)
            last.terminate()
            last.wait()

    def test_hide_and_lock_forgets(self):
        d = self.d
        self.begin()
        d.ask("show today")
        self.unlock()
        self.screen.sees("Your shift")
        d.key("ctrl+alt+h")
        wait_for("it to be gone", lambda: not d.windows())
        d.ask("show trends")
        self.screen.sees("so they need your passphrase")

    def test_locked_means_gone_from_its_memory(self):
        # (Without a screen reader: WithoutComforts.)
        self.begin()
        d, screen = self.d, self.screen
        d.ask("show trends")
        screen.sees("assphrase")
        gone_when_locked(self, d, self.running)

    def test_idle_locks(self):
        d = self.d
        d.eddy("init")
        d.eddy("settings", "lock-after-s=10")
        self.begin(diary=False)
        d.ask("show trends")
        self.unlock()
        self.screen.sees("Mood.")
        wait_for("the lock", lambda: not d.windows(), 30)
        d.ask("show trends")
        self.screen.sees("so they need your passphrase")

    def test_with_a_keychain_it_opens_by_itself(self):
        d, screen = self.d, self.screen
        keyring = subprocess.Popen(["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"], env=d.env,
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        d.children.append(keyring)
        keyring.stdin.write(b"the keyring's own")
        keyring.stdin.close()
        wait_for("the keychain", lambda: b"org.freedesktop.secrets" in d.out("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames"))
        try:
            self.begin()
            d.ask("show settings")
            self.unlock()
            screen.sees("The reset")
            self.anywhere("Open with the desktop's keychain").get_action_iface().do_action(0)
            screen.sees("Put it there")
            d.type("a calm river")
            d.key("Return")
            screen.sees("The key is in the desktop's keychain")
            d.ask("quit")
            self.running.wait(10)
            self.begin(diary=False)
            self.assertEqual(d.ask("state"), "locked")
            d.ask("show trends")
            screen.sees("Mood.")
            self.assertEqual(d.ask("state"), "open")
        finally:
            keyring.terminate()
            keyring.wait()

    def test_without_a_keychain_it_says_so(self):
        d, screen = self.d, self.screen
        self.begin()
        d.ask("show settings")
        self.unlock()
        screen.sees("The reset")
        box = wait_for("the box", lambda: self.anywhere("Open with the desktop's keychain"))
        box.get_action_iface().do_action(0)
        screen.sees("Put it there")
        d.type("a calm river")
        d.key("Return")
        screen.sees("did not take the key")
        self.assertIn("your passphrase opens the diary as before", " ".join(screen.names()))

    def anywhere(self, name):
        """On the page, scrolled to or not."""
        for _, n, node in self.screen.all(everything=True):
            if n == name:
                return node
        return None

    # --- safety

    def test_after_a_threat_ground_and_a_person_and_no_debrief(self):
        d, screen = self.d, self.screen
        d.eddy("init")
        d.eddy("hard-call", "--how-hard", "6", "--kind", "angry")
        self.begin(diary=False)
        d.ask("show after")
        self.unlock()
        screen.sees("Look back, if you like")  # what must not be seen later is seen now
        d.key("ctrl+alt+g")
        screen.sees("How hard was it?")
        d.key("9")
        screen.sees("What kind was it?")
        d.key("6")
        screen.sees("nothing needs to be learned from it now", "Feet on the floor", "My people")
        d.picture("e2e-grave")
        screen.press("Feet on the floor")
        wait_for("the ground", lambda: any("W this makes it worse" in n for n in screen.names()))
        d.key("Escape")
        d.ask("show after")
        screen.sees("A threat")
        self.assertNotIn("Look back, if you like", screen.names())

    # --- being there

    def test_the_orb_is_a_click_and_remembers_its_place(self):
        d, screen = self.d, self.screen
        os.makedirs(d.dir + "/config/eddy")
        pathlib.Path(d.dir + "/config/eddy/desktop.ini").write_text("[orb]\nshown=true\n")
        self.begin()
        orb = wait_for("the orb", lambda: d.windows())[0]

        def place():
            found = re.search(r"Position: (\d+),(\d+)", d.out("xdotool", "getwindowgeometry", orb).decode())
            return tuple(int(n) for n in found.groups())
        x, y = place()
        self.assertTrue(x > 1200 and y > 800, (x, y))
        d.out("xdotool", "mousemove", str(x + 20), str(y + 20), "mousedown", "1")
        for step in range(1, 6):
            d.out("xdotool", "mousemove", str(x + 20 - 60 * step), str(y + 20 - 50 * step))
        d.out("xdotool", "mouseup", "1")
        wait_for("the orb to follow", lambda: abs(place()[0] - (x - 300)) < 12 and abs(place()[1] - (y - 250)) < 12)
        moved = place()
        wait_for("its place to be kept", lambda: "place=" in pathlib.Path(d.dir + "/config/eddy/desktop.ini").read_text())
        d.out("xdotool", "mousemove", str(moved[0] + 20), str(moved[1] + 20), "click", "1")
        screen.sees("In through the nose")
        d.key("Escape")
        d.ask("quit")
        self.running.wait(10)
        self.begin(diary=False)
        orb = wait_for("the orb", lambda: d.windows())[0]
        wait_for("the same place", lambda: place() == moved)

    def test_a_screen_that_goes_takes_no_orb_with_it(self):
        d = self.d
        d.out("xrandr", "--setmonitor", "left", "900/240x1000/260+0+0", "screen")
        d.out("xrandr", "--setmonitor", "right", "500/130x1000/260+900+0", "none")
        try:
            os.makedirs(d.dir + "/config/eddy")
            pathlib.Path(d.dir + "/config/eddy/desktop.ini").write_text("[orb]\nshown=true\nplace=a screen that was unplugged,40,40\n")
            self.begin()
            wait_for("the orb", lambda: d.windows())
            d.out("xrandr", "--delmonitor", "right")
            d.key("ctrl+alt+space")
            self.screen.sees("In through the nose")
            d.key("Escape")
        finally:
            d.out("xrandr", "--delmonitor", "right")
            d.out("xrandr", "--delmonitor", "left")

    # --- manners

    def test_a_locked_session_locks_the_diary(self):
        d = self.d
        self.begin()
        d.ask("show trends")
        self.unlock()
        self.screen.sees("Mood.")
        d.out("dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true")
        wait_for("the lock", lambda: not d.windows())
        d.ask("show trends")
        self.screen.sees("so they need your passphrase")

    def test_offers_wait_for_a_natural_break(self):
        d, screen = self.d, self.screen
        self.sound_server()
        d.eddy("init")
        d.eddy("settings", "offers=on", "lock-after-s=0")
        now = int(time.time() * 1000)
        d.eddy("api", "Journal/Keep", json.dumps({"entry": {"shift": {"atMs": str(now - 2 * 3600000), "offsetMin": 0}}}))
        self.begin(diary=False)
        d.ask("show today")
        self.unlock()
        screen.sees("Your shift")
        # A call is live: the agent pauses, and nothing comes.
        call = d.start("parecord", "--device=quiet.monitor", d.dir + "/call.wav")
        wait_for("the call", lambda: d.out("pactl", "list", "short", "source-outputs"))
        d.key("Escape")
        self.assert_no_offer()
        call.terminate()
        call.wait()
        # A film fills the screen: nothing comes.
        film = d.start("xterm", "-T", "film", "-fullscreen", "-e", "cat")
        window = wait_for("the film", lambda: d.out("xdotool", "search", "--onlyvisible", "--name", "^film$").split())[0].decode()
        d.out("xdotool", "windowactivate", "--sync", window)
        d.key("a")
        self.assert_no_offer()
        film.terminate()
        film.wait()
        d.out("xdotool", "windowactivate", "--sync", d.crm_window)
        # Keys are being typed, and then they are not.
        self.crm_has_the_keys("typing")
        screen.sees("A short pause?")
        d.picture("e2e-offer")
        self.assertEqual(d.active(), d.crm_window)
        screen.press("Not now")
        wait_for("it to be gone", lambda: not d.windows())
        offers = json.loads(d.eddy("api", "Journal/List", '{"table":[14]}'))["entry"]
        self.assertEqual([o["offer"].get("practice") for o in offers], ["care.pause"])
        self.assertNotIn("taken", offers[0]["offer"])

    def assert_no_offer(self):
        """Nothing for longer than the pause that brings one; that this detector sees one is shown at the end."""
        d = self.d
        wait_for("the window to be gone", lambda: not d.windows())
        end = time.monotonic() + 7
        while time.monotonic() < end:
            self.assertEqual(d.windows(), [])

    def sound_server(self):
        d = self.d
        d.start("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes",
                "-L", "module-native-protocol-unix", "-L", "module-null-sink sink_name=quiet")
        wait_for("the sound server", lambda: d.out("pactl", "info"))


GRABBER = """
import ctypes, os, time
x = ctypes.CDLL('libX11.so.6')
x.XOpenDisplay.restype = ctypes.c_void_p
d = ctypes.c_void_p(x.XOpenDisplay(None))
x.XDefaultRootWindow.restype = ctypes.c_ulong
root = ctypes.c_ulong(x.XDefaultRootWindow(d))
code = x.XKeysymToKeycode(d, ctypes.c_ulong(0x63))
for lock in (0, 2, 16, 18):
    x.XGrabKey(d, code, 4 | 8 | lock, root, 1, 1, 1)
x.XSync(d, 0)
open(os.environ['XDG_CONFIG_HOME'] + '/taken', 'w').close()
time.sleep(3600)
"""


def gone_when_locked(test, d, widget):
    """At a page that asks for the passphrase, its field in focus: types it, and a word, and locks. What was there before is gone."""
    if not memory.may_look():
        test.skipTest("only root looks into another process's memory")
    kept = "vutskeptcanary"
    d.eddy("note", "--text", kept)
    secrets = {"passphrase": "a calm river", "key": bytes.fromhex(json.loads(d.eddy("key", "--reveal", "--json"))["keyHex"]),
               "kept": kept, "typed": "zyxwtypedcanary"}
    planted = [value for secret in secrets.values() for value in memory.forms(secret).values()]
    here = memory.found_in(os.getpid(), secrets)
    test.assertEqual(len(here), len(planted), "the search finds every form where it is: %s" % here)

    def looked_for(*names):
        seen = memory.found_in(widget.pid, secrets)
        return all(any(name == n for n, _ in seen) for name in names)
    d.type(secrets["passphrase"])
    wait_for("the passphrase in its memory", lambda: looked_for("passphrase"))
    d.key("Return")
    wait_for("it to be open", lambda: d.ask("state") == "open")
    d.ask("show note")
    wait_for("the note", lambda: len(d.windows()) > 1)
    d.type(secrets["typed"])
    wait_for("the key and the words in its memory", lambda: looked_for("key", "typed", "kept"))
    d.key("ctrl+alt+h")
    wait_for("the lock", lambda: d.ask("state") == "locked")
    # (What waits to be drawn, or read out, is gone a moment later.)
    try:
        wait_for("all of it to be gone", lambda: not memory.found_in(widget.pid, secrets), 10)
    except AssertionError:
        test.fail("locked, and found in its memory: %s" % memory.found_in(widget.pid, secrets))


class WithoutComforts(unittest.TestCase):
    """No tray, no message bus, no keychain: the keys still work."""

    def test_no_tray_no_bus(self):
        d = Desktop(BIN, tray=False, bus=False)
        try:
            d.crm()
            d.eddy("init")
            widget = d.widget("--hidden")
            d.key("ctrl+alt+space")
            wait_for("a window", lambda: d.windows())
            d.key("Escape")
            wait_for("it to be gone", lambda: not d.windows())
            self.assertEqual(d.ask("show settings"), "ok")
            wait_for("a window", lambda: d.windows())
            d.picture("e2e-no-tray")
            self.assertEqual(d.ask("show trends"), "ok")
            gone_when_locked(self, d, widget)
            self.assertEqual(d.ask("quit"), "ok")
            self.assertEqual(widget.wait(10), 0)
        finally:
            d.close()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    unittest.main(verbosity=2)
