// How the names of months begin in some seventy languages, from CLDR 48 (long and short names, as they stand
// in dates): each as short as it can be and still mean one month in all of them. In small letters, without
// spaces and full stops. Where two languages disagree, the larger one is meant: "listopad" is November, as in
// Polish and Czech, not October, as in Croatian.
#pragma once

namespace eddy {

struct MonthWords {
  int month;
  const char* beginnings;
};
// clang-format off: it is of two minds about lines of several directions
inline constexpr MonthWords kMonthWords[] = {
    {1,
     "deg|ean|ene|gen|ian|ion|jaa|jan|jän|led|oca|sau|sij|sty|tam|urt|xan|yan|ιαν|нэг|сту|січ|янв|"
     "яну|јан|қаң|հնվ|հունվ|ינו|جان|جنو|كانونالث|ينا|ژان|जनव|जन॰|जान|জান|જાન|ஜன|జన|ಜನ|ജനു|දුර|มกร|"
     "มค|ມກ|ມັງ|ဇန်|იან|មករ"},
    {2,
     "chw|def|fea|feb|fev|fév|hel|lut|ots|peb|shk|vas|vee|vel|úno|şub|φεβ|ақп|лют|феб|фев|хоё|փետ|"
     "փտվ|פבר|شبا|فبر|فرو|فور|فيف|फ़र|फेब|ফেব|ફેબ|பிப|ఫిబ|ಫೆಬ|ഫെബ|නවම|กพ|กุม|ກພ|ກຸມ|ဖေ|თებ|កុម"},
    {3,
     "bře|demar|kov|maa|mac|mar|maw|mrt|már|mär|ožu|μαρ|бер|гур|мар|нау|сак|մար|մրտ|מרץ|آذا|مار|"
     "मार|মার|માર|மார|మార|ಮಾರ|മാർ|මැද|มีค|มีน|ມນ|ມີນ|မတ်|მარ|មីន"},
    {4,
     "abr|aib|api|apr|avr|bal|dub|d’ab|ebr|huh|kwi|nis|pri|tra|ápr|απρ|апр|дөр|кві|кра|сәу|ապր|"
     "אפר|آور|أبر|أفر|إبر|اپر|نيس|अप्|एप्|এপ্|એપ્|ஏப்|ఏప్|ಏಪ್|ഏപ്|බක්|เมย|เมษ|ມສ|ເມສ|ဧ|აპრ|មេស"},
    {5,
     "bea|demai|geg|kvě|mag|mai|maj|may|maí|mei|máj|svi|tou|μαΐ|май|мам|мая|мај|тав|тра|մայ|մյս|"
     "מאי|أيا|مئی|ماي|مه|می|मई|मे|মে|મે|மே|మే|ಮೇ|മേയ|වෙස|พค|พฤษ|ພພ|ພຶດ|မေ|მაი|ឧសភ"},
    {6,
     "bir|cze|dejun|eka|giu|haz|hun|iun|iyn|iyun|jui|jun|juun|jún|jūn|kes|lipa|lipn|meh|meit|qer|"
     "xuñ|červen|červn|čvn|ιουν|зур|июн|ијн|ијун|мау|чер|чэр|юни|јун|հնս|հունի|יונ|جوا|جون|حزي|"
     "يون|ژوئن|जुन|जून|জুন|જૂન|ஜூன|జూన|ಜೂನ|ജൂൺ|පොස|มิถ|มิย|ມິຖ|ဇွန|ივნ|មិថ"},
    {7,
     "dejul|gor|hei|hul|iul|iyl|iyul|iúi|juil|jul|juul|júl|jūl|kor|lie|lip|lug|srpa|srpnj|tem|uzt|"
     "xul|červenc|červene|čvc|ιουλ|дол|июл|ијл|ијул|лип|ліп|шіл|юли|јул|հլս|հուլ|יול|تمو|جول|جوي|"
     "يول|ژوئی|जुल|জুল|જુલ|ஜூல|జుల|ಜುಲ|ജൂല|ඇසළ|กค|กรก|ກລ|ກໍລ|ဇူ|ივლ|កក្"},
    {8,
     "abu|ag|aoû|aug|avg|avq|aws|ağu|d’ag|elo|gus|kol|lún|ogo|rugp|sie|srp|ágú|αυγ|авг|жні|най|"
     "сер|там|օգո|օգս|אוג|آب|أغس|أغش|أوت|اوت|اگس|غشت|अगस|अग॰|ऑग|আগ|ઑગસ|ஆக|ఆగ|ಆಗ|ഓഗ|නික|สค|สิง|ສຫ|"
     "ສິງ|ဩ|აგვ|សីហ"},
    {9,
     "deset|eyl|ira|med|meá|mfó|rugs|ruj|sen|sep|set|sht|syy|sze|wrz|zář|σεπ|вер|есд|сен|сеп|қыр|"
     "սեպ|ספט|أيل|سبت|ستم|سپت|شتم|شتن|सप्|सित|सेप|সেপ|સપ્|செப|సెప|ಸೆಪ|സെപ|බින|กย|กัน|ກຍ|ກັນ|စက်|"
     "სექ|កញ្"},
    {10,
     "dei|dfó|d’o|eki|hyd|lok|oct|okt|ott|out|paź|spa|tet|urr|říj|οκτ|ара|жов|кас|окт|қаз|հոկ|אוק|"
     "أكت|اکت|تشرينالأ|अक्|ऑक्|অক্|ઑક્|அக்|అక్|ಅಕ್|ഒക്|වප්|ตค|ตุล|ຕລ|ຕຸລ|အော|ოქტ|តុល"},
    {11,
     "aza|den|kas|lap|lis|marr|nob|noi|nov|noy|nën|nóv|sam|stu|tac|νοε|арванн|лис|ліс|нов|ное|ноя|"
     "ној|қар|նոյ|נוב|تشرينالث|نوا|نوف|نوم|نون|नवं|नव॰|नोभ|नोव|নভে|નવે|நவ|నవం|ನವೆ|നവം|ඉල්|พย|พฤศ|"
     "ພຈ|ພະຈ|နို|ნოე|វិច"},
    {12,
     "abe|ara|dec|ded|dek|des|det|dez|dhj|dic|dis|déc|gru|jou|nol|pro|rha|δεκ|арванх|гру|дек|дец|"
     "жел|сне|դեկ|דצמ|دجم|دجن|دسا|دسم|ديس|كانونالأ|डिस|दिस|ডিস|ડિસ|டிச|డిస|ಡಿಸ|ഡിസ|උඳු|ธค|ธัน|ທວ|"
     "ທັນ|ဒီ|დეკ|ធ្ន"}};
// clang-format on

}  // namespace eddy
