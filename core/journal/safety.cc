#include "core/journal/safety.h"

#include <algorithm>
#include <string>

#include "core/base/tokens.h"

namespace eddy {
namespace rec = eddy::records;

bool is_grave(rec::CallKind kind) {
  return kind == rec::CALL_THREAT || kind == rec::CALL_TARGETED_ABUSE || kind == rec::CALL_SEXUAL_ABUSE ||
         kind == rec::CALL_CALLER_IN_DANGER || kind == rec::CALL_DEATH;
}

bool sounds_heavy(std::string_view text) {
  std::string plain = " ";
  for (const auto& word : tokens_in(text)) plain += word + ' ';
  // English, German, Spanish, French, Portuguese, Tagalog, Hindi: whatever a person writes in, and all at once.
  for (const char* phrase : {" suicid",
                             " kill myself ",
                             " killing myself ",
                             " end my life ",
                             " ending my life ",
                             " end it all ",
                             " take my life ",
                             " want to die ",
                             " wanted to die ",
                             " wish i was dead ",
                             " wish i were dead ",
                             " better off dead ",
                             " better off without me ",
                             " dont want to live ",
                             " do not want to live ",
                             " dont want to be here any",
                             " no reason to live ",
                             " nothing to live for ",
                             " cant go on ",
                             " cannot go on ",
                             " hurt myself ",
                             " hurting myself ",
                             " harm myself ",
                             " self harm",
                             " cut myself ",
                             " cutting myself ",
                             " overdose",
                             " not wake up ",
                             " never wake up ",
                             " disappear for ever ",
                             " disappear forever ",
                             " overdosis ",
                             " uberdosis ",
                             " sobredosis ",
                             " suizid",
                             " selbstmord",
                             " mich umzubringen ",
                             " will mich umbringen ",
                             " mich selbst umbringen ",
                             " mir das leben nehmen ",
                             " nicht mehr leben ",
                             " will sterben ",
                             " mochte sterben ",
                             " mich ritze",
                             " mich zu ritzen ",
                             " mir etwas antun ",
                             " mir was antun ",
                             " nicht mehr aufwachen ",
                             " ohne mich besser dran ",
                             " matarme ",
                             " quiero morir",
                             " quisiera morir",
                             " quiero estar muert",
                             " no quiero vivir ",
                             " no quiero seguir viviendo ",
                             " quitarme la vida ",
                             " acabar con mi vida ",
                             " hacerme dano ",
                             " cortarme los brazos ",
                             " mejor sin mi ",
                             " no despertar ",
                             " quero me matar ",
                             " vou me matar ",
                             " em me matar ",
                             " quero morrer ",
                             " queria morrer ",
                             " nao quero viver ",
                             " nao quero mais viver ",
                             " tirar minha vida ",
                             " tirar a minha vida ",
                             " acabar com minha vida ",
                             " acabar com a minha vida ",
                             " me machucar ",
                             " me cortar ",
                             " melhor sem mim ",
                             " nao acordar ",
                             " veux me tuer ",
                             " vais me tuer ",
                             " envie de me tuer ",
                             " envie de mourir ",
                             " veux mourir ",
                             " voudrais mourir ",
                             " en finir avec la vie ",
                             " mettre fin a mes jours ",
                             " plus envie de vivre ",
                             " ne veux plus vivre ",
                             " me faire du mal ",
                             " me scarifie",
                             " mieux sans moi ",
                             " ne plus me reveiller ",
                             " magpakamatay ",
                             " pagpapakamatay ",
                             " magpapakamatay ",
                             " mamatay na ako ",
                             " gusto ko nang mamatay ",
                             " gustong mamatay ",
                             " ayoko nang mabuhay ",
                             " ayaw ko nang mabuhay ",
                             " ayaw nang mabuhay ",
                             " saktan ang sarili ",
                             " tapusin ang buhay ",
                             " आत्महत्या ",
                             " ख़ुदकुशी ",
                             " खुदकुशी ",
                             " मरना चाहता ",
                             " मरना चाहती ",
                             " मर जाना चाहता ",
                             " मर जाना चाहती ",
                             " जीना नहीं चाहता ",
                             " जीना नहीं चाहती ",
                             " जान दे दू",
                             " अपनी जान ले"})
    if (plain.find(phrase) != std::string::npos) return true;
  return false;
}

bool at_the_floor(Session& session, Moment now) {
  auto& v = session.vault();
  const int today = v.projections().day_of(now);
  auto s = v.db().prepare(
      "SELECT day, max(a), max(CASE WHEN space = 2 THEN a END) FROM event JOIN record USING(rid) WHERE "
      "event.kind = 1 AND at BETWEEN ? AND ? AND a IS NOT NULL GROUP BY day");
  s.bind(now.ms - 5 * kDay).bind(now.ms);
  struct Floor {
    int days = 0;
    bool all = true;
  } anywhere, home;
  while (s.step()) {
    if (s.integer(0) <= today - 3) continue;
    ++anywhere.days;
    anywhere.all = anywhere.all && s.integer(1) == 1;
    if (s.is_null(2)) continue;
    ++home.days;
    home.all = home.all && s.integer(2) == 1;
  }
  // What is written at work can bring it about, and not hold off what was written at home.
  return (anywhere.days >= 3 && anywhere.all) || (home.days >= 3 && home.all);
}

bool is_heavy_time(Session& session, Moment now) {
  if (at_the_floor(session, now)) return true;
  auto& v = session.vault();
  auto s = v.db().prepare("SELECT rid FROM event WHERE at BETWEEN ? AND ?");
  s.bind(now.ms - kDebriefHold).bind(now.ms);
  while (s.step()) {
    const auto one = v.at(s.integer(0));
    if (sounds_heavy(typed_text(one.table, join(one.cells)))) return true;
  }
  return false;
}

}  // namespace eddy
