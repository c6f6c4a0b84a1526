#!/usr/bin/env bash
# The terminal shell as a person types it: the transcript of the README, exit codes, and the guide on a real
# pseudo-terminal.   terminal_test.sh PATH/TO/eddy
set -uo pipefail
eddy=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failed=0
fail() { printf 'FAILED: %s\n' "$*"; failed=1; }
# expect CODE 'WORDS IN THE OUTPUT' command...
expect() {
  local code=$1 words=$2 out; shift 2
  out=$("$@" 2>&1 </dev/null); local got=$?
  [ "$got" = "$code" ] || fail "$* gave $got, not $code: $out"
  case $out in *"$words"*) ;; *) fail "$* did not say \"$words\": $out" ;; esac
}

export EDDY_PASSPHRASE='correct horse battery staple' TERM=xterm-256color
unset NO_COLOR
expect 12 'no diary' "$eddy" --home d list
expect 0 'encrypted' "$eddy" --home d init
expect 19 'a diary in d already' "$eddy" --home d init
expect 0 'kept' "$eddy" --home d hard-call --how-hard 8 --kind angry --note 'refund refused twice, shouting'
expect 0 'The next person is new' "$eddy" --home d reset --seconds 60 --before 8 --after 4 --fast
expect 1 'control' "$eddy" --home d debrief --last
expect 0 'kept' "$eddy" --home d debrief --last --answer 'control=my voice' --answer 'if_then=If they shout, then I breathe out.'
expect 0 'my voice' "$eddy" --home d debrief --page --with control
expect 0 'page is empty' "$eddy" --home d debrief --page
expect 0 'kept' "$eddy" --home d check-in --mood 3 --energy 2 --tension 4 --word drained --note 'long queue'
expect 0 '7 h 30 min' "$eddy" --home d sleep --bed 23:10 --up 06:40 --quality 3
expect 0 'card.abuse' "$eddy" --home d cards 'he is swearing at me'
expect 0 'kept' "$eddy" --home d cards add --for card.danger --text 'Our procedure: raise the red card.'
expect 0 'raise the red card' "$eddy" --home d cards card.danger
expect 2 'under which card' "$eddy" --home d cards add --text 'Nowhere to stand'
expect 12 'no such practice' "$eddy" --home d cards add --for nothing.such --text 'Nowhere to stand'
expect 0 'kept' "$eddy" --home d people add --name 'Lea at the desk' --role lead --reach 'extension 12'
"$eddy" --home d settings caller-country=DE >/dev/null
danger=$("$eddy" --home d cards card.danger | tr '\n' ' ')
case $danger in
  'Emergency: 112'*'Bring in: Lea at the desk'*'raise the red card'*'A caller in danger'*'Stay on the line'*'read 20'*) ;;
  *) fail "the danger card has another order: $danger" ;;
esac
expect 0 'Bring in: Lea at the desk' "$eddy" --home d cards card.escalate
expect 0 'Stay on the line' env -u EDDY_PASSPHRASE "$eddy" --home d cards card.danger
expect 0 'board' "$eddy" --home d board add --need laugh --text 'this is fine'
expect 0 'this is fine' "$eddy" --home d board --need laugh
expect 0 '"hardCalls":1' "$eddy" --home d trends --days 30 --json
"$eddy" --home weeks init >/dev/null
"$eddy" --home weeks --now 2026-03-03T14:00:00+01:00 hard-call --how-hard 8 --kind angry >/dev/null
"$eddy" --home weeks --now 2026-03-04T09:00:00+01:00 bright-spot 'the old gentleman laughed' >/dev/null
review() { "$eddy" --home weeks --now 2026-03-10T10:00:00+01:00 review "$@"; }
expect 0 'one call, 8 of 10 hard' review
expect 0 'the old gentleman laughed' review --month --from 2026-03-01
expect 0 'that is fine' review --from 2026-03-09
expect 11 'from' review --from 2026-03-03
expect 0 'Written to week.html' review --html week.html
grep -q 'the old gentleman laughed' week.html || fail 'the page of a week lacks its words'
expect 0 'one call, 8 of 10 hard' review --page --with calls/1
expect 0 'calls/1' review --page
"$eddy" --home weeks-work init --work >/dev/null
expect 0 'on a device of your own' "$eddy" --home weeks-work review
expect 1 'No file was made' "$eddy" --home weeks-work review --html none.html
[ ! -e none.html ] || fail 'a work computer wrote the page of a week'
expect 0 'refund refused twice' "$eddy" --home d search refund
expect 0 'kept' "$eddy" --home d check-in --mood 3 --note 'Straße gesperrt, 電話が鳴る'
expect 0 '電話が鳴る' "$eddy" --home d search STRASSE 電話
expect 0 'Nothing found' "$eddy" --home d search 電鳴
expect 0 'Backed up' "$eddy" --home d backup d.eddy
expect 0 'Restored' "$eddy" --home e restore d.eddy
expect 0 'refund refused twice' "$eddy" --home e search refund
expect 0 'Whoever has this key' "$eddy" --home d key --reveal
expect 0 '"id":' "$eddy" --home d api Journal/CheckIn '{"mood":4,"energy":3,"tension":2}'
expect 0 '2026-03-29 01:30' bash -c "'$eddy' --home n init >/dev/null && '$eddy' --home n --now 2026-03-29T01:30:00+01:00 check-in --mood 4 >/dev/null && '$eddy' --home n list"
expect 12 'No shift is open' "$eddy" --home d close-shift
expect 0 'kept as a note' "$eddy" --home d close-shift --good 'the parcel arrived'
expect 0 'the parcel arrived' "$eddy" --home d list note
expect 0 'quiet-until' "$eddy" --home d settings quiet=tomorrow
expect 0 'a short pause' bash -c "'$eddy' --home n --now 2026-03-30T10:00:00+02:00 shift open >/dev/null && '$eddy' --home n --now 2026-03-30T10:00:00+02:00 next"
expect 0 'kept' "$eddy" --home d check-in --mood 2 --factor 'overtime,new campaign'
expect 0 'with new campaign, overtime' "$eddy" --home d search campaign
expect 0 'overtime  1 check-in' "$eddy" --home d factors
expect 0 'long days  1 check-in' "$eddy" --home d factors rename oVERTIME 'long days'
expect 0 'with long days, new campaign' "$eddy" --home d list
expect 0 'also new campaign' "$eddy" --home d factors merge 'new campaign' 'long days'
expect 0 'with long days ' bash -c "'$eddy' --home d search campaign | tr '\n' ' '"
expect 0 'new campaign  1 check-in' "$eddy" --home d factors apart 'new campaign'
expect 0 '"factorName":["long days"' "$eddy" --home d list --json
expect 2 'None of your factors' "$eddy" --home d factors trash overtime
expect 0 'In the trash' "$eddy" --home d factors trash 'long days'
expect 0 'factor  long days' "$eddy" --home d list --trash
expect 0 'long days  1 check-in' "$eddy" --home d factors add long days
expect 2 'needs the open diary' "$eddy" --home d check-in --mood 2 --factor gym --locked
expect 0 'Sound' "$eddy" --home d check

# Errors: what happened, and an exit code by kind.
expect 11 'goes from 1 to 5' "$eddy" --home d check-in --mood 9
expect 2 'not an option' "$eddy" --home d check-in --mod 3
expect 2 'not a verb' "$eddy" frobnicate
EDDY_PASSPHRASE=wrong expect 14 'not the passphrase' "$eddy" --home d list
expect 13 'locked' env -u EDDY_PASSPHRASE "$eddy" --home d list
expect 19 'numbers and choices only' bash -c "'$eddy' --home w init --work >/dev/null; '$eddy' --home w hard-call --note secret"
expect 19 'numbers and choices only' "$eddy" --home w check-in --mood 3 --factor gym
expect 19 'card number' "$eddy" --home d check-in --note '4111 1111 1111 1111'
expect 11 '"kind":"INVALID"' "$eddy" --home d --json check-in --mood 9

# Locked: plays, seals, and joins later.
expect 0 'sealed' env -u EDDY_PASSPHRASE "$eddy" --home d reset --seconds 20 --fast
expect 0 'sealed' env -u EDDY_PASSPHRASE "$eddy" --home d check-in --mood 2 --locked
expect 0 'Joined your diary: 2' "$eddy" --home d list

# Import and export account for everything.
printf 'full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-02,x,y,9:15 PM,rad,a | b,T,"n"\n2026-02-30,x,y,08:00,good,,,\n' >daylio.csv
expect 0 '1 imported, 0 there already, 1 left out' "$eddy" --home d import daylio.csv
expect 0 'line 3' "$eddy" --home d import daylio.csv
"$eddy" --home d export all.json >/dev/null || fail export
"$eddy" --home f init >/dev/null; "$eddy" --home f import all.json >/dev/null; "$eddy" --home f export again.json >/dev/null
cmp -s all.json again.json || fail "export, import, export is not the same"
sed 's/"id":"/"id":"!/' again.json >torn.json
expect 1 'Nothing came in' "$eddy" --home f import torn.json
sed 's/"entry"/"entryy"/' again.json >foreign.json
expect 11 'Nothing was imported' "$eddy" --home f import foreign.json
/usr/bin/python3 -m json.tool all.json >pretty.json
"$eddy" --home g init >/dev/null
expect 0 'Nothing was kept' "$eddy" --home g import --look pretty.json
expect 0 ' 0 there already, 0 left out' "$eddy" --home g import pretty.json
expect 0 'Nothing was kept' "$eddy" --home g import --look daylio.csv
"$eddy" --home g export pretty-again.json >/dev/null
cmp -s all.json pretty-again.json || fail "what was pretty-printed is not the same"

# To read, and for a spreadsheet: not encrypted, nobody else's to read, nothing that runs.
expect 0 'not encrypted' "$eddy" --home d export --html diary.html
grep -q 'refund refused twice' diary.html || fail "the page has not what was written"
grep -qi '<script' diary.html && fail "the page has a script"
[ "$(stat -c %a diary.html)" = 600 ] || fail "the page can be read by others"
expect 0 'not encrypted' "$eddy" --home d export --csv tables
grep -q 'refund refused twice' tables/hard-call.csv || fail "the table has not what was written"
expect 2 'Nothing was written' "$eddy" --home d export --csv tables
[ -s tables/about.txt ] && [ "$(stat -c %a tables)" = 700 ] || fail "the tables' folder is not as it should be"
expect 2 'One of these' "$eddy" --home d export
expect 2 'One of these' "$eddy" --home d export all.json --html diary.html

# A language that Eddy does not have is said; one that it has is spoken.
expect 11 'anguage' "$eddy" --home d settings language=xx
expect 0 'es' "$eddy" --home d settings language=es
expect 0 'suspiro' "$eddy" --home d practices breathe.sigh
"$eddy" --home d settings language=en >/dev/null

# A pack of one's own.
cat >mine.textproto <<'P'
id: "mine" language: "en"
practice { id: "my.breath" kind: BREATH title: "Mine" about: "My own" where: BREAK min_s: 10 max_s: 60 usual_s: 20
  breath { kind: INHALE ms: 4000 say: "In" } breath { kind: EXHALE ms: 6000 say: "Out" } }
P
expect 0 'Fine' "$eddy" content check mine.textproto
"$eddy" content build mine.textproto --out mine.eddypack >/dev/null && mkdir -p d/packs && mv mine.eddypack d/packs
expect 0 'next person' "$eddy" --home d reset my.breath --fast
sed -i 's/max_s: 60/max_s: 5/; s/EXHALE/HOLD/' mine.textproto
expect 11 'mine.textproto:2' "$eddy" content check mine.textproto
expect 11 'NO_HOLDS' "$eddy" content check mine.textproto
echo 'translation { language: "es" saying { source: "Exhale" text: "Suelta" } }' >>mine.textproto
expect 11 'mine.textproto:4: es: "Exhale" is not a text of the pack' "$eddy" content check mine.textproto

# Off until somebody asks for it, and said what it never does.
case $("$eddy" --home d settings | tr '\n' ' ') in *'wait-arm            not set'*'choose-for-me       not set'*) ;; *) fail "something is on that nobody asked for" ;; esac
case $("$eddy" help settings | tr -s ' \n' ' ') in *'Never over tension 6'*'40 waits'*) ;; *) fail "what a wait never is is not said" ;; esac
expect 0 'wait-arm            on' "$eddy" --home d settings wait-arm=on choose-for-me=on
expect 0 'wait-arm            off' "$eddy" --home d settings wait-arm=off choose-for-me=off

# On a terminal: the guide draws, leaves the terminal as it was, and Ctrl-C is a way out like any other.
# Keys as a person presses them, one after the other.
on_terminal() { (for key in $1; do sleep 0.8; printf "$key"; done; sleep 0.8) | script -qec "stty rows 24 cols 80; $2" /dev/null; }
out=$(on_terminal '\003' "env -u EDDY_PASSPHRASE $eddy --home d reset --seconds 30")
case $out in *$'\033[?1049h'*$'\033[?25h'*$'\033[?1049l'*'next person'*) ;; *) fail "Ctrl-C did not leave the terminal clean" ;; esac
case $out in *'In through the nose'*) ;; *) fail "the guide said nothing" ;; esac
out=$(on_terminal 'w \033' "env -u EDDY_PASSPHRASE $eddy --home d reset --seconds 30 --no-rate")
case $out in *'Press your feet'*) ;; *) fail "W did not switch to the ground" ;; esac
out=$(NO_COLOR=1 on_terminal 'q' "env -u EDDY_PASSPHRASE $eddy --home d reset --seconds 30")
case $out in *$'\033[38;'*) fail "NO_COLOR was not respected" ;; esac
# What is wrong with a new passphrase is said before it is typed once more.
out=$(on_terminal 'short\n a-calm-river\n a-calm-river\n' "env -u EDDY_PASSPHRASE $eddy --home s init --own --no-words")
case ${out%%at least 8*} in *'Once more'*|"$out") fail "a short passphrase was asked for twice: $out" ;; esac
case $out in *'Once more'*encrypted*) ;; *) fail "no diary after a short passphrase: $out" ;; esac
# Piped: plain lines.
out=$("$eddy" --home d reset mind.next </dev/null)
case $out in *$'\033'*) fail "escape sequences in a pipe" ;; *'The next person is new.'*) ;; *) fail "nothing said in a pipe" ;; esac

for verb in $("$eddy" --help | awk '/^  [a-z][a-z-]* /{print $1}' | grep -v '^eddy$'); do expect 0 "$verb" "$eddy" help "$verb"; done
for shell in bash zsh fish; do expect 0 'check-in' "$eddy" completion $shell; done
bash -n <("$eddy" completion bash) || fail "bash completion"

[ $failed = 0 ] && echo "the terminal shell does what it says"
exit $failed
