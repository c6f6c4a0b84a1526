// Looking for one's own words: what is found, and what is not, in every script.
#include <map>

#include "tests/core/support.h"

namespace eddy::test {
namespace {

// A diary of notes, each by its number.
struct Notes {
  World w;
  std::vector<std::string> ids;
  size_t keep(const std::string& note) {
    ids.emplace_back(view(w.check_in(3, at(kNoon + int64_t(ids.size()) * kMinute), note)));
    return ids.size() - 1;
  }
  bool finds(const std::string& query, size_t note) {
    for (const auto& e : w.journal.search(query, 1000))
      if (e.id() == ids[note]) return true;
    return false;
  }
};

struct Looked {
  const char *note, *query;
  bool found;
};

// Each note also stands beside all others, so that what one has cannot be found through another.
void expect_found(const std::vector<Looked>& rows) {
  Notes notes;
  std::map<std::string, size_t> kept;
  for (const auto& r : rows)
    if (!kept.count(r.note)) kept[r.note] = notes.keep(r.note);
  for (const auto& r : rows)
    EXPECT_EQ(notes.finds(r.query, kept[r.note]), r.found) << r.query << " in " << r.note;
}

TEST(Words, OfLatinLettersAreFoundWithTheirMarksAndWithout) {
  expect_found({
      {"Die Straße war laut", "strasse", true},
      {"Die Straße war laut", "STRASSE", true},
      {"Die Straße war laut", "STRAẞE", true},
      {"Die Straße war laut", "Stra", false},
      {"Grosse Strasse", "straße", true},
      {"Zürich über Ämter", "zurich", true},
      {"Zurich", "Zürich", true},
      {"Zürich über Ämter", "zuerich", false},
      {"kız kardeşim ısrar etti", "kiz", true},
      {"kız kardeşim ısrar etti", "KIZ KARDEŞİM", true},
      {"İstanbul'dan aradı", "istanbul", true},
      {"ISTANBUL", "ıstanbul", true},
      {"Łódź, żółty szlak", "lodz zolty", true},
      {"Lodz", "łódź", true},
      {"smørrebrød på Ærø", "smorrebrod", true},
      {"smørrebrød på Ærø", "aero", true},
      {"smørrebrød på Ærø", "ero", false},
      {"un cœur à l’œuvre", "coeur oeuvre", true},
      {"Þórður og Guðrún", "thordur gudrun", true},
      {"Đặng Thị Hồng Ħaż-Żebbuġ", "dang thi hong haz zebbug", true},
      {"Đặng Thị Hồng Ħaż-Żebbuġ", "dong", false},
      {"ﬁnance, ofﬁce, Ｆｕｌｌ ｗｉｄｔｈ", "finance office full width", true},
      {"Ĳsland, Ljubljana", "ijsland", true},
      {"résumé and naïve", "resume naive", true},
      {"she said don’t, they didn't", "don't", true},
      {"she said don’t, they didn't", "didn’t", true},
      {"she said don’t, they didn't", "dint", false},
      {"la queue de l'appel", "appel", true},
      {"an e-mail about queues", "email", false},
      {"an e-mail about queues", "e-mail queue", true},
      {"an e-mail about queues", "mail-e", false},
      {"so\u00adft hy\u00adphens, zero\u200bwidth \ufeffmark", "soft hyphens zerowidth mark", true},
      {"so\u00adft hy\u00adphens, zero\u200bwidth \ufeffmark", "so", false},
      {"Eddy™ at 20°C, x² and ½", "eddy", true},
      {"Eddy™ at 20°C, x² and ½", "20°c x2", true},
  });
}

TEST(Words, OfGreekAndCyrillicAreFoundInEitherCase) {
  expect_found({
      {"Ο πελάτης ήταν θυμωμένος, ὁ Ὀδυσσεύς", "πελατης", true},
      {"Ο πελάτης ήταν θυμωμένος, ὁ Ὀδυσσεύς", "ΠΕΛΑΤΗΣ ΗΤΑΝ", true},
      {"Ο πελάτης ήταν θυμωμένος, ὁ Ὀδυσσεύς", "οδυσσευς", true},
      {"Ο πελάτης ήταν θυμωμένος, ὁ Ὀδυσσεύς", "πελατη", false},
      {"τῇ ᾠδῇ", "τη ωδη", true},
      {"Всё ещё тяжёлый звонок, мой день", "все еще тяжелый", true},
      {"Всё ещё тяжёлый звонок, мой день", "мой", true},
      {"Всё ещё тяжёлый звонок, мой день", "мои", false},
      {"Всё ещё тяжёлый звонок, мой день", "мо\u0438\u0306", true},
      {"все еще за\u0301мок", "ВСЁ ЗАМОК", true},
      {"Їжак і Київ", "їжак", true},
      {"Їжак і Київ", "іжак", false},
      {"зв’язок", "зв'язок", true},
      {"зв’язок", "звʼязок", true},
      {"Երևան", "երեւան", true},
      {"საქართველო", "ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ", true},
  });
}

TEST(Words, OfArabicAndHebrewAreFoundWithoutTheSignsThatNobodyTypes) {
  expect_found({
      {"مُحَمَّدٌ قال", "محمد", true},
      {"محمد قال", "مُحَمَّد", true},
      {"محمد قال", "حمد", false},
      {"ذهبت إلى المدرسة", "الى المدرسه", true},
      {"أحمد وآمال وٱلله", "احمد وامال والله", true},
      {"أحمد وآمال وٱلله", "أحمر", false},
      {"العـــمل", "العمل", true},
      {"مصطفى", "مصطفي", true},
      {"كتابی یک", "كتابي يك", true},
      {"می‌خواهم", "میخواهم", true},
      {"ﻣﺤﻤﺪ ﻻ", "محمد لا", true},
      {"ساعت ۱۲ و ٣٤", "12 34", true},
      {"ساعت ۱۲ و ٣٤", "21", false},
      {"שָׁלוֹם לָךְ", "שלום", true},
      {"שלום", "שָׁלוֹם", true},
      {"שלום", "שלו", false},
      {"צה״ל", "צה\"ל", true},
  });
}

TEST(Words, OfArabicAndHebrewAreFoundBehindTheirArticle) {
  expect_found({
      {"رجعت إلى البيت متعبا", "بيت", true},
      {"رجعت إلى البيت متعبا", "البيت", true},
      {"رجعت إلى البيت متعبا", "بيت متعبا", true},
      {"رجعت إلى البيت متعبا", "بيت سعيدا", false},
      {"رجعت إلى البيت متعبا", "يت", false},
      {"بيت صغير", "البيت", true},
      {"والبيت بعيد", "بيت", true},
      {"بقيت بالبيت", "البيت", true},
      {"مشيت للبيت", "بيت", true},
      {"كل الألوان", "ألوان", true},
      {"حمدت الله", "له", false},
      {"كتبت له", "الله", false},
      {"الْعَمَلُ طويل", "عمل", true},
      {"הבית היה שקט", "בית", true},
      {"הבית היה שקט", "יה", false},
      {"בית קטן", "הבית", true},
      {"יצאתי מהבית", "בית", true},
      {"יצאתי מהבית", "ית", false},
      {"לך מכאן", "הלך", false},
  });
  Notes notes;
  const auto note = notes.keep("البيت");
  std::string many;
  for (int i = 0; i < 120; ++i) many += "بيت" + std::to_string(i % 10) + " ";
  EXPECT_FALSE(notes.finds(many + "بيت", note)) << "as many words as a query holds";
}

TEST(Words, OfIndiaKeepTheirVowels) {
  expect_found({
      {"मेरा परिवार", "परिवार", true},
      {"मेरा परिवार", "पर", false},
      {"मेरा परिवार", "परवर", false},
      {"मेज़ पर फ़ोन", "पर", true},
      {"मेज़ पर फ़ोन", "फोन", true},
      {"मेज़ पर फ़ोन", "\u092b\u093c\u094bन", true},
      {"मेज़ पर फ़ोन", "\u095eोन", true},
      {"मेज़ पर फ़ोन", "फन", false},
      {"हाँ, यहाँ", "हां यहां", true},
      {"क्‍या हुआ", "क्या", true},
      {"क्‍या हुआ", "कया", false},
      {"আমার কোন কাজ, বাড়ি, হঠাৎ", "ক\u09c7\u09beন", true},
      {"আমার কোন কাজ, বাড়ি, হঠাৎ", "বা\u09a1\u09bcি", true},
      {"আমার কোন কাজ, বাড়ি, হঠাৎ", "হঠাত্‍", true},
      {"আমার কোন কাজ, বাড়ি, হঠাৎ", "কন", false},
      {"என் தொலைபேசி", "த\u0bc6\u0bbeலைபேசி", true},
      {"என் தொலைபேசி", "தலபச", false},
      {"ਮੇਰਾ ਫ਼ੋਨ", "ਮੇਰਾ", true},
      {"నా కుటుంబం", "కుటుంబం", true},
      {"నా కుటుంబం", "కటబ", false},
      {"ಕುಟುಂಬ", "ಕುಟುಂಬ", true},
      {"എന്‍റെ വീട്", "എൻറെ", true},
      {"මගේ පවුල", "පවුල", true},
      {"१२ बजे", "12", true},
      {"བཀྲ་ཤིས་བདེ་ལེགས", "ཤིས་བདེ", true},
      {"བཀྲ་ཤིས་བདེ་ལེགས", "བདེ་ཤིས", false},
  });
}

TEST(Words, OfChinaAndJapanAreFoundInsideASentence) {
  expect_found({
      {"今天有个客户一直在骂我。", "客户", true},
      {"今天有个客户一直在骂我。", "一直在骂", true},
      {"今天有个客户一直在骂我。", "骂", true},
      {"今天有个客户一直在骂我。", "户客", false},
      {"今天有个客户一直在骂我。", "今客", false},
      {"今天有个客户一直在骂我。", "今天 客户", true},
      {"今天有个客户一直在骂我。", "今天　客户", true},
      {"今天有个客户一直在骂我。", "客户、今天", true},
      {"今天有个客户一直在骂我。", "明天 客户", false},
      {"我在東。京都很遠", "東京", false},
      {"我在東 京都很遠", "東京", false},
      {"我在東 京都很遠", "京都", true},
      {"\uf92dかな、⼀", "來一", false},
      {"\uf92dかな、⼀", "來", true},
      {"\uf92dかな、⼀", "一", true},
      {"LINEで電話した", "LINE", true},
      {"LINEで電話した", "lineで", true},
      {"LINEで電話した", "で電話", true},
      {"LINEで電話した", "て電話", false},
      {"LINEで電話した", "電した", false},
      {"LINEで電話した", "INE", false},
      {"カスタマーがおこっている", "かすたまー", true},
      {"カスタマーがおこっている", "ｶｽﾀﾏｰが", true},
      {"カスタマーがおこっている", "オコッテイル", true},
      {"カスタマーがおこっている", "か\u3099おこ", true},
      {"カスタマーがおこっている", "がおっこ", false},
      {"人々と時々", "人々", true},
      {"３月１２日", "3月12日", true},
      {"３月１２日", "月2", false},
      {"ㄅㄆㄇ", "ㄆㄇ", true},
      {"ꀀꀁꀂ", "ꀁ", true},
  });
}

TEST(Words, OfKoreaAreFoundWithinAWord) {
  expect_found({
      {"고객이 화를 냈다", "고객", true},
      {"고객이 화를 냈다", "객이", true},
      {"고객이 화를 냈다", "고객 화", true},
      {"고객이 화를 냈다", "고이", false},
      {"고객이 화를 냈다", "객고", false},
      {"고객이 화를 냈다", "이화", false},
      {"고객이 화를 냈다", "고개", false},
      {"고객이 화를 냈다", "\u1100\u1169\u1100\u1162\u11a8", true},
      {"\u1100\u1169\u1100\u1162\u11a8이", "고객", true},
      {"\uace0\uac1c\u11a8님", "고객", true},
      {"ㅋㅋㅋ ﾤﾤ", "ㅋㅋ", true},
      {"ㅋㅋㅋ ﾤﾤ", "ㅎㅎ", false},
      {"ㅋㅋㅋ ﾤﾤ", "ㅏ", false},
  });
}

TEST(Words, OfThailandLaosCambodiaAndMyanmarAreFoundInsideASentence) {
  expect_found({
      {"วันนี้ลูกค้าโกรธมาก", "ลูกค้า", true},
      {"วันนี้ลูกค้าโกรธมาก", "โกรธ", true},
      {"วันนี้ลูกค้าโกรธมาก", "ลกคา", false},
      {"วันนี้ลูกค้าโกรธมาก", "โกรธลูกค้า", false},
      {"วันนี้ลูกค้าโกรธมาก", "วันมาก", false},
      {"ดื่มน้ำ", "น\u0e49\u0e4d\u0e32", true},
      {"ดื่มน้ำ", "น\u0e4d\u0e49\u0e32", true},
      {"๑๒ สาย", "12", true},
      {"ขอ\u200bบคุณ", "ขอบคุณ", true},
      {"ລູກຄ້າໃຈຮ້າຍ", "ໃຈຮ້າຍ", true},
      {"ລູກຄ້າໃຈຮ້າຍ", "ຈຮ", false},
      {"ខ្ញុំហត់នឿយ", "ហត់", true},
      {"ខ្ញុំហត់នឿយ", "ញហ", false},
      {"ကျွန်တော်ပင်ပန်းတယ်", "ပင်ပန်း", true},
      {"ကျွန်တော်ပင်ပန်းတယ်", "ပန်းပင်", false},
  });
}

TEST(Words, OfOneScriptAreFoundBesideAnotherAndPicturesToo) {
  expect_found({
      {"tired 😴 again", "😴", true},
      {"tired 😴 again", "😀", false},
      {"tired 😴 again", "tired😴", true},
      {"well done👍🏽!", "👍", true},
      {"well done👍🏽!", "👍🏿 done", true},
      {"👩‍💻 at work ❤️", "💻", true},
      {"👩‍💻 at work ❤️", "👩‍💻", true},
      {"👩‍💻 at work ❤️", "❤", true},
      {"👩‍💻 at work ❤️", "💻👩", false},
      {"🇩🇪🇺🇸", "🇺🇸", true},
      {"🇩🇪🇺🇸", "🇪🇺", false},
      {"номер ABC123 客户", "abc123", true},
      {"номер ABC123 客户", "номер 客户", true},
      {"номер ABC123 客户", "abc", false},
      {"iPhone15を買った", "iphone15", true},
      {"iPhone15を買った", "15を", false},
  });
}

}  // namespace
}  // namespace eddy::test
