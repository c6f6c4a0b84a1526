#include "core/exchange/review_page.h"

#include "core/base/bytes.h"
#include "core/base/date_words.h"
#include "core/base/fold.h"
#include "core/exchange/html.h"
#include "core/vault/projections.h"

namespace eddy {
namespace rec = eddy::records;
namespace {

using api::ReviewReply;

struct Line {
  std::string key, ask, text;
};
using Lines = std::vector<Line>;

// Within a page that says the year.
std::string day_called(const std::string& iso) { return weekday_words(day_named(iso).value_or(0)); }

const char* call_words(rec::CallKind kind) {
  switch (kind) {
    case rec::CALL_ANGRY: return "Angry callers";
    case rec::CALL_ABUSIVE: return "Abusive callers";
    case rec::CALL_TARGETED_ABUSE: return "Abuse aimed at who I am";
    case rec::CALL_SEXUAL_ABUSE: return "Sexual abuse";
    case rec::CALL_SAD: return "Sad calls";
    case rec::CALL_COMPLEX: return "Complex calls";
    case rec::CALL_THREAT: return "Threats";
    case rec::CALL_CALLER_IN_DANGER: return "A caller in danger";
    case rec::CALL_DEATH: return "A caller's death";
    default: return "Other hard calls";
  }
}

std::string calls_words(int calls, const char* what = "call") {
  return (calls == 1 ? "one " : std::to_string(calls) + ' ') + what + (calls == 1 ? "" : "s");
}

std::string how_hard(const ReviewReply::Calls& c) {
  if (c.rated() == 0) return "";
  const auto hardest = std::to_string(c.hardest()) + " of 10";
  return c.rated() == 1 ? ", " + hardest + " hard"
                        : ", " + one_decimal(c.how_hard()) + " of 10 hard on average, the hardest " + hardest;
}

Lines heavy_lines(const ReviewReply& r) {
  Lines out;
  for (const auto& c : r.calls())
    out.push_back(
        {"calls/" + std::to_string(c.kind()), call_words(c.kind()), calls_words(c.calls()) + how_hard(c)});
  for (const auto& t : r.tense())
    out.push_back({"tense/" + t.day(), "Tension, " + day_called(t.day()),
                   one_decimal(t.tension()) + " of 10 on average" +
                       (t.hard_calls() ? ", with " + calls_words(t.hard_calls(), "hard call") : "")});
  for (const auto& n : r.short_night())
    out.push_back(
        {"night/" + n.day(), "The night to " + day_called(n.day()),
         std::to_string(n.minutes() / 60) + " h " + std::to_string(n.minutes() % 60) + " min of sleep"});
  return out;
}

std::string range(const api::Level& level) {
  return level.low() < level.high()
             ? " (" + one_decimal(level.low()) + " to " + one_decimal(level.high()) + ")"
             : "";
}

std::string kind_words(int table) {
  return table == kBrightSpot ? "A bright spot" : table == kLesson ? "A lesson" : "What was good";
}

Line own_words(const char* key, const ReviewReply::Words& w) {
  return {std::string(key) + "/" + hex(w.id()), kind_words(w.table()) + ", " + day_called(w.day()), w.text()};
}

Lines relief_lines(const ReviewReply& r) {
  Lines out;
  for (const auto& p : r.practice())
    out.push_back(
        {"practice/" + p.practice(), p.title().empty() ? "A practice that is not here any more" : p.title(),
         (p.fell().low() > 0  // else it may as well have risen
              ? "tension lower after it by " + one_decimal(p.fell().mean()) + range(p.fell())
              : std::string("too early to tell")) +
             (p.rated() == 1 ? ", rated once" : ", rated " + std::to_string(p.rated()) + " times")});
  if (r.with_others())
    out.push_back({"people", "Not alone",
                   "somebody else was brought in on " + calls_words(r.with_others(), "hard call")});
  return out;
}

Lines bright_lines(const ReviewReply& r) {
  Lines out;
  for (const auto& b : r.bright()) out.push_back(own_words("bright", b));
  return out;
}

struct LevelName {
  api::Measure measure;
  const char *name, *all_day, *outside, *inside;
};
constexpr LevelName kLevelNames[] = {
    {api::MOOD, "Mood, 1 to 5", "Mood, of 5", "Mood outside work, of 5", "Mood in work hours, of 5"},
    {api::ENERGY, "Energy, 1 to 5", "Energy, of 5", "Energy outside work, of 5",
     "Energy in work hours, of 5"},
    {api::TENSION, "Tension, 0 to 10", "Tension, of 10", "Tension outside work, of 10",
     "Tension in work hours, of 10"}};

const LevelName& name_of(const ReviewReply::Both& both) {
  for (const auto& n : kLevelNames)
    if (n.measure == both.measure()) return n;
  return kLevelNames[0];
}

std::string level_words(const api::Level& level) { return one_decimal(level.mean()) + range(level); }

Lines level_lines(const ReviewReply& r) {
  Lines out;
  for (const auto& both : r.level()) {
    const auto& name = name_of(both);
    const auto key = "level/" + std::to_string(both.measure());
    if (both.has_outside())
      out.push_back(
          {key + "/outside", both.all_day() ? name.all_day : name.outside, level_words(both.outside())});
    if (both.has_inside()) out.push_back({key + "/inside", name.inside, level_words(both.inside())});
  }
  return out;
}

// "2 March to 8 March 2026", "March 2026".
std::string span_words(const ReviewReply& r) {
  const auto from = day_named(r.from()).value_or(0), to = day_named(r.to()).value_or(0);
  const auto year = ' ' + year_words(to);
  if (r.span() == api::MONTH) return month_name(from) + year;
  return date_words(from) + (year_words(from) == year_words(to) ? "" : ' ' + year_words(from)) + " to " +
         date_words(to) + year;
}

std::string paragraph(const std::string& words, const char* kind = "") {
  return std::string("<p") + kind + ">" + words + "</p>\n";
}

std::string list(const Lines& lines) {
  if (lines.empty()) return "";
  std::string out = "<dl>\n";
  for (const auto& l : lines)
    out += "<dt dir=\"auto\">" + escaped(l.ask) + "</dt>\n<dd dir=\"auto\">" + escaped(l.text) + "</dd>\n";
  return out + "</dl>\n";
}

std::string section(const char* title, const std::string& within) {
  return within.empty()
             ? ""
             : std::string("<section class=\"whole\">\n<h2>") + title + "</h2>\n" + within + "</section>\n";
}

constexpr const char* kHeavyWaits = "It is close to sleep, and what was heavy can wait for the morning.";
constexpr const char* kGoesOn = "It is not over yet: this is how it stands.";
constexpr const char* kNothingHeavy = "Nothing heavy was noted.";
constexpr const char* kNotFair =
    "By your own ratings, in points of 10. This is not a fair test of doing nothing: the worst moments get "
    "the "
    "practices, and high readings fall by themselves.";
constexpr const char* kOfLevels =
    "The mean of your days, and in brackets the range it lies in nine times out of ten.";

// Said beside what was heavy, kindly.
std::string kindly_said(const ReviewReply& r) {
  std::string out;
  for (const auto& c : r.calls())
    if (c.was_wrong()) out = "Abuse and threats are wrong, and you did not earn them.";
  if (r.short_night_size() == 1)
    out += (out.empty() ? "" : " ") + std::string("One short night is survivable.");
  return out;
}

std::string heavy_html(const ReviewReply& r) {
  if (r.heavy_waits()) return paragraph(kHeavyWaits);
  auto out = list(heavy_lines(r));
  if (out.empty()) return paragraph(kNothingHeavy);
  if (const auto words = kindly_said(r); !words.empty()) out += paragraph("<strong>" + words + "</strong>");
  if (r.with_people())
    out += paragraph(
        "You need not carry it alone: your people, and lines to call, stand in Eddy under <em>My "
        "people</em>.");
  return out;
}

std::string relief_html(const ReviewReply& r) {
  auto out = list(relief_lines(r));
  if (r.practice_size()) out += paragraph(kNotFair, " class=\"small\"");
  return out + list(bright_lines(r));
}

std::string keep_html(const ReviewReply& r) {
  if (!r.has_keep()) return "";
  const auto words = own_words("keep", r.keep());
  return "<blockquote dir=\"auto\">" + escaped(words.text) + "</blockquote>\n" +
         paragraph(escaped(words.ask), " class=\"small\"");
}

std::string side_words(bool known, const api::Level& level) {
  return known ? level_words(level) : "too early to tell";
}

std::string cell(bool known, const api::Level& level) { return "<td>" + side_words(known, level) + "</td>"; }

std::string levels_html(const ReviewReply& r) {
  if (!r.level_size()) return "";
  bool inside = false;
  for (const auto& both : r.level()) inside = inside || !both.all_day();
  std::string out = "<table>\n<thead><tr><th scope=\"col\">Your days</th><th scope=\"col\">";
  out += inside ? "outside work</th><th scope=\"col\">in work hours</th>" : "all day</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& both : r.level())
    out += std::string("<tr><th scope=\"row\">") + name_of(both).name + "</th>" +
           cell(both.has_outside(), both.outside()) + (inside ? cell(both.has_inside(), both.inside()) : "") +
           "</tr>\n";
  return out + "</tbody>\n</table>\n" + paragraph(kOfLevels, " class=\"small\"");
}

void tell(const Lines& lines, api::Section& to) {
  for (const auto& l : lines) to.add_line()->set_text(l.ask + ": " + l.text);
}

// Their own, as they wrote it; whose and when beside it.
void quote(const Lines& words, api::Section& to) {
  for (const auto& w : words) {
    auto* line = to.add_line();
    line->set_text(w.text);
    line->set_more(w.ask);
  }
}

void tell_levels(const ReviewReply& r, api::Section& to) {
  for (const auto& both : r.level()) {
    const auto outside = side_words(both.has_outside(), both.outside());
    to.add_line()->set_text(std::string(name_of(both).name) + ": " +
                            (both.all_day()
                                 ? outside
                                 : outside + " outside work, " +
                                       side_words(both.has_inside(), both.inside()) + " in work hours"));
  }
}

api::Section section_of(const char* title, const std::string& note) {
  api::Section out;
  out.set_title(title);
  out.set_note(note);
  return out;
}

void add(api::Section section, ReviewReply& to) {
  if (section.line_size()) *to.add_section() = std::move(section);
}

}  // namespace

void word(ReviewReply& review) {
  if (review.from().empty()) return;
  review.set_title(span_words(review));
  if (review.held()) return;
  review.set_why(review.heavy_waits() ? kHeavyWaits : review.going_on() ? kGoesOn : "");
  auto heavy = section_of("What was heavy", kindly_said(review));
  tell(heavy_lines(review), heavy);
  heavy.set_with_people(review.with_people());
  add(std::move(heavy), review);
  auto relief = section_of("What went with relief", review.practice_size() ? kNotFair : "");
  tell(relief_lines(review), relief);
  quote(bright_lines(review), relief);
  add(std::move(relief), review);
  auto keep = section_of("One thing to keep", "");
  if (review.has_keep()) quote({own_words("keep", review.keep())}, keep);
  add(std::move(keep), review);
  auto levels = section_of("How it was", kOfLevels);
  tell_levels(review, levels);
  add(std::move(levels), review);
}

std::string review_html(const ReviewReply& review, Moment now) {
  std::string out = page_begins((review.span() == api::MONTH ? "A month: " : "A week: ") + review.title());
  if (review.going_on()) out += paragraph(kGoesOn);
  if (review.held() == api::TOO_EARLY) out += paragraph("Little was noted in it, and that is fine.");
  if (review.held() == api::HELD_UNSPECIFIED)
    out += section("What was heavy", heavy_html(review)) +
           section("What went with relief", relief_html(review)) +
           section("One thing to keep", keep_html(review)) + section("How it was", levels_html(review));
  return out + paragraph(written_on(now), " class=\"small\"") + kPageEnds;
}

std::string review_file(const ReviewReply& review) {
  return std::string(review.span() == api::MONTH ? "eddy-month-" : "eddy-week-") + review.from() + ".html";
}

api::PageReply review_lines(const ReviewReply& review, const ChosenPage::Keys& chosen) {
  ChosenPage page(chosen);
  const auto add = [&](const Lines& lines) {
    for (const auto& l : lines) page.add(l.key, l.ask, l.text);
  };
  add(heavy_lines(review));
  add(relief_lines(review));
  add(bright_lines(review));
  if (review.has_keep()) add({own_words("keep", review.keep())});
  add(level_lines(review));
  return page.reply;
}

}  // namespace eddy
