// What CLDR calls the halves and parts of the day, in every language: the words that stand before or after
// the digits of a twelve-hour clock. Each list belongs to the twelve hours that begin at `from`: "10:00" with
// a word of 18 is ten at night, "2:00" with it two in the morning.
//
// From CLDR 41 (main/*.xml with the hours of supplemental/dayPeriods.xml), from how CLDR 48 writes every hour
// in every locale (ICU 78), and from Java 17, its own older words included. In small letters, without spaces,
// full stops, brackets and marks that nobody sees. Left out: the narrow ones, one letter that means another
// half in another language; "ut", which is morning in Greenland and evening in Embu. "ip" is Finnish here,
// not Inari Sami; "min" is minutes, not midnight.
#pragma once

namespace eddy {

struct ClockWords {
  int from;  // the first of twelve hours
  const char* words;
};
// clang-format off: it is of two minds about lines of several directions
inline constexpr ClockWords kClockWords[] = {
    {0,
     "a|aamu|aamulla|adduha|ag|alfajiri|am|ammorge|amvormittag|an|ankstāinan|antemidí|ap|asubuhi|"
     "asʊbaa|atm|aðmorgni|banhaet|bn|bore|comme|damanhã|damañá|de|delamañana|delmatin|dieoggend|"
     "dimattina|dimineața|dinda|dop|dopol|dopoldne|dopoledne|dopoludnia|dopoludnie|dopołdnja|"
     "dopołedniŏ|dumat|dumatin|délelőtt|ekuseni|emëngjesit|eparadites|ertalab|fh|fm|formiddag|ft|"
     "förmiddag|fɔŋli|fọmọ́nin|gajaka|gh|goiza|goizeko|goöň|göň|günortadanöň|hajnal|hengihengi|hh|"
     "hommik|hommikul|hoseng|ib|ibikɛ̂glà|icheheavo|idiɓa|inthemorning|isuk|iđitbeaivet|"
     "iđitbeaivi|jut|jutro|kang’ama|karoon|ki|kiroko|kiɛmɛ́ɛm|krn|kusãgki|kuêmaramẽ|kíkíríg|leebi|"
     "lumalwak|lwamilawu|m|ma|madaling-araw|makeo|mambia|manhã|maná|mat|matin|mattina|matí|mañana|"
     "mañá|mbaʼámbaʼ|mbaꞌmbaꞌ|moies|morg|morge|morgen|morgens|morgon|morgunn|morning|muhi|munkyo|"
     "mëngjes|nd|norīta|ntufat|ntɔ́ngɔ́|n’ụtụtụ|ochtend|od|oggend|ommorgenen|pagi|pamilau|"
     "paradite|pd|pg|piopensuno|prepodne|priekšp|priekšpusdiena|priekšpusdienā|priešpiet|"
     "prijepodne|påmorg|påmorgenen|påmorgonen|qn|r|rano|reggel|rn|rw|rytas|ráno|rīts|rũ|sa|sabah|"
     "safiya|sf|sub|subah|subaka|subbaahi|sáng|sárúwá|sübh|səhər|taparachu|tesiran|tifawt|to|too|"
     "uhrvörmiddaachs|ujutro|ujutru|ulloqeqqata-tungaa|uluchelo|utuko|vaasisu|vm|vorm|vormittag|"
     "vörmeddaach|wd|wichishu|yb|ybore|zdatazal|zjut|zjutraj|zmu|àárɔ̀|àárọ̀|öö|ĩyakwakya|ŋdi|"
     "Ɛnkakɛnyá|ǁgoagas|πμ|πρωί|τοπρωί|ам|апоўначы|дп|ку|наутро|преподне|претпл|претпладне|"
     "пријеподне|проб|ранку|ранок|сутринта|сүбһ|сәһәр|таң|таңкы|таңғы|то|тң|утра|утро|ујутро|"
     "ујутру|эи|эрталаб|эртеңменен|јутро|үө|ӕмбисбоныразмӕ|өглөө|առավոտ|առավոտյան|בבוקר|בוקר|"
     "לפנה״צ|לפנותבוקר|פֿאַרמיטאָג|اےایم|بامداد|بن|ص|صباحًا|صبح|صبح،منجهند|صبحمیں|غم|فجرًا|"
     "فيالصباح|قبلازظهر|قظ|ل|ليلاً|چب|چۈشتىنبۇرۇن|܏ܩܛ|ߛ|तडके|पहाट|पूर्वाह्न|फुं|बिहान|भोर|भ्यागा|"
     "मंझंदिकापहिंरो|मंझंदिखांपहिंरियों|येएम|सकाळ|सकाळीं|सबेरे|सवेर|सुबह|सुबुहजा|এএম|নুমাং|"
     "পূৰ্বাহ্ন|ভোর|ভোরবেলায়|সকাল|সকালবেলায়|ਪੂਦੁ|ਸਵੇਰੇ|સવાર|સવારે|ପୂର୍ବାହ୍ନ|அதிகாலை|காலை|"
     "முற்பகல்|ఉదయం|ಪೂರ್ವಾಹ್ನ|ಬೆಳಗ್ಗೆ|പുലർച്ചെ|രാവിലെ|උදේ|පාන්දර|පෙව|ก่อนเที่ยง|ในตอนเช้า|"
     "ກ່ອນທ່ຽງ|ຕອນເຊົ້າ|ເຊົ້າ|སྔ་ཆ་|སྔ་དྲོ་|တွၼ်ႈၸဝ်ႉ|တၸ|နံနက်|დილ|დილა|დილით|ቅቀ|ቅድመፍርቂ-መዓልቲ|ጥዋት|"
     "ᏌᎾᎴ|ᐁᒼ|ᐊᒼ|នៅពេលព្រឹក|ព្រឹក|ᱥᱮᱛᱟᱜ|’sochtends|ⵜⵉⴼⴰⵡⵜ|上午|上昼|上晝|午前|早上|朝|朝早|清晨|ꎸꄑ|새벽|아침|오전|"
     "𑄛𑄧𑄖𑄳𑄠𑄃𑄟𑄧𑄣𑄳𑄠𑄬|𑄝𑄬𑄚𑄳𑄠𑄬|𞤀𞤎"},
    {12,
     "afternoon|ak|akasuba|alasiri|aluula|amnamittag|anw|apm|après-midi|arrats|arratsaldea|"
     "arratsaldeko|axşamüstü|banringzgvaq|ch|chilo|chiều|cɛɛ́nko|datarde|delatarde|delpomeriggio|"
     "del’apm|del’après-midi|desira|diemiddag|diena|dilolo|dipomeriggio|dopahar|du|după-amiaza|"
     "délután|ea|eahketbeaivet|eahketbeaivi|eb|ebongi|ebyámu|efiafi|efterm|eftermiddag|"
     "eftirhádegi|eh|eigulo|em|ep|epasdites|etterm|ettermiddag|ew|f|fi|fọívnin|gd|gm|gosoň|gsoň|"
     "gündüz|günortadansoň|gɩshilikɔnɔ|gɩteŋshile|hapon|hwaĩ-inĩ|ichamthi|iltap|iltapäivä|"
     "iltapäivällä|in|intheafternoon|ip|iɓugajɔp|jioni|karukaramẽ|kikiiɗe|kingoto|kisɛ́ndɛ|koosk|"
     "kooskoliny|kugú|kyiukonyi|lilli|lk|lumalwap|makaaripi|mchana|mchochil’l|md|middag|mo|mog|"
     "mpókwa|muu|nachm|nachmittag|nachmittags|nam|namittag|ncwònzém|nghapon|ngo|ngəgógəle|nm|"
     "nommendaach|nomëttes|ntambama|ntmeddit|nyiaghuo|n’abali|n’abalị|odp|odpoledne|"
     "omeftermiddagen|ot|p|pamunyi|papussideinan|pasdite|pashamihe|petang|pipinisuno|pm|pn|"
     "pomeriggio|pop|popiet|popietė|popod|popodne|popol|popoldan|popoldne|popoludnie|popoludní|"
     "popołdnju|popołedniu|popołudnie|popołudniu|poslijepodne|posmidí|prynhawn|ptg|ptm|"
     "pärastlõuna|pärastlõunal|påefterm|påeftermiddagen|påettermiddagen|pēcp|pēcpusd|pēcpusdiena|"
     "pēcpusdienā|rãkãnhkỹ|shaam|shwane|soir|sore|síðdegis|tadggʷat|tanghali|tarda|tarde|teipa|"
     "thapama|tk|tŋ|uhrnommendaachs|uk|ulloqeqqata-kingorna|wb|wengi|wn|wótp|wótpołdnja|yamma|yh|"
     "ym|yprynhawn|zaarikayb|zmw|ös|öğledensonra|ĩyawĩoo|ŋkambɔ́tnji|ũg|Ɔ̀sán|Ɛndámâ|ǃuias|ɣetrɔ|"
     "απόγ|απόγευμα|μεσημ|μεσημέρι|μμ|τοαπόγευμα|τομεσημέρι|апоўдні|ахшамүстү|день|дня|кх|пм|попл|"
     "попладне|попод|поподне|послийеподне|послијеподне|пп|следобед|слоб|тк|түстенкейін|"
     "түстенкейінгі|түштөнкийин|түштөнкийинки|уподне|эк|ҝүндүз|үх|ӕмбисбоныфӕстӕ|өдөр|ցերեկ|"
     "ցերեկը|ցերեկվա|אחה״צ|אחרהצהריים|בצהריים|נאָכמיטאָג|צהריים|بظ|بعدازظهر|بعدازچاشت|بعدالظهر|دن|"
     "دوپہر|دوپہرمیں|سہپہر|شام|شام،منجهند|عصر|غو|م|مساءً|منجهند،شام|پیایم|چك|چۈشتىنكېيىن|܏ܒܛ|ߥ|"
     "अपरान्ह|अपराह्न|दनपार|दनपारां|दपेहरा/संजा|दपैहरबाद|दुपार|दोपहर|पीएम|बाददपैहर|बेलासे|"
     "मंझंदिकोपोए|मंझंदिखांपोइ|शाम|शामजा|संध्याकाळ|साँझ|सांज|सांजे|सांझ|सांम|स’ञ|অপৰাহ্ন|দুপুর|"
     "দুপুরবেলায়|পিএম|বিকাল|ਦੁਪਹਿਰੇ|ਬਾਦੁ|ਸ਼ਾਮ|ਸ਼ਾਮੀਂ|બપોર|બપોરે|સાંજ|સાંજે|ଅପରାହ୍ନ|பிற்பகல்|மாலை|"
     "మధ్యాహ్నం|ಅಪರಾಹ್ನ|ಮಧ್ಯಾಹ್ನ|വൈകുന്നേരം|පව|හවස|บ่าย|หลังเที่ยง|ในตอนเย็น|ຕອນບ່າຍ|ຕອນແລງ|ສວຍ|"
     "ຫຼັງທ່ຽງ|ແລງ|ཕྱི་ཆ་|ཕྱི་དྲོ་|ညနေ|တလ|တွၼ်ႈလႃႈ|နေ့လယ်|ნაშუადღ|ნაშუადღევი|ნაშუადღევს|ከሰዓት|"
     "ከሰዓትበኋላ|ደሕረፍርቀ-መዓልቲ|ድቀ|ᏒᎯᏱᎢ|ᏒᎯᏱᎢᏗᏢ|ᐲᒼ|នៅពេលរសៀល|រសៀល|ᱧᱤᱫᱟᱹ|ḍeffiraza|ọ̀sán|’smiddags|"
     "ⵜⴰⴷⴳⴳⵯⴰⵜ|下午|下昼|下晝|午後|夕方|昼|ꁯꋒ|오후|𑄘𑄨𑄝𑄪𑄎𑄳𑄠|𑄝𑄬𑄣𑄳𑄠𑄬|𞤇𞤎"},
    {18,
     "aabig|aadhiraat|aand|abend|abends|aften|akşam|akşamüstü|atnight|avond|axşam|aðkvöldi|"
     "aðnóttu|canolnos|damadrugada|danoite|delamadrugada|delanoche|delanuit|dieaand|dienag|"
     "dinotte|disera|dusoir|ebusuku|embrëmjes|emesnatës|enatës|entathakusa|este|evening|fiẽ|gabi|"
     "gajanɩ|gaua|gaueko|gauerdia|gece|geceyarısı|gecə|gecəyarı|goiz|goizald|goizaldea|goizaldeko|"
     "gɩjibɔŋɔ|hatinggabi|illalla|ilta|iluntz|iluntzea|iluntzeko|intheevening|kechasi|kechqurun|"
     "keskiyö|keskiyöllä|kesköö|keskööl|kurãge|kuty-si|kutykỹ|kveld|kväll|kvöld|lamiezulnopții|"
     "madrugada|malam|matinada|mbrëmje|medianoite|meia-noite|mesnatë|mezzanotte|middernacht|"
     "middernag|midn|midnat|midnatt|midnight|miezulnopții|minuit|mitjanit|mitternacht|miðnætti|"
     "nacht|nachts|nag|naktis|nakts|naktī|nangumaga|nat|natt|natë|navečer|ngumaga|night|nit|"
     "noaptea|noc|noche|noite|notte|noć|noću|noč|nuit|nótt|nửađêm|omaftenen|omnatten|opoln|"
     "opolnoci|opolnoči|opółnocy|pitunaetéramẽ|pitunapyterupé|pitunaramẽ|poln|polnoc|polnoč|ponoć|"
     "ponoći|ponoči|pusnakts|pusnaktī|påkvelden|påkvällen|pånatta|pånatten|północ|půln|půlnoc|"
     "raat|saasitazausiku|seara|sera|tengahmalam|tối|umaga|usiku|uveče|vakaras|vakars|vakarā|"
     "vespre|več|veče|večer|vidurnaktis|vn|vnoci|wieczorem|wieczór|wnocy|yarimtun|yrhwyr|yö|yöllä|"
     "zaabig|znacht|zveč|zvečer|zã|éjfél|éjjel|õhtu|õhtul|öösel|đêm|βράδυ|τοβράδυ|ахшам|веч|вече|"
     "вечер|вечера|вечерта|вечора|вечір|кечаси|кечинде|кечкурун|кечқурун|кеш|кешкі|навечер|"
     "наполноќ|ночи|ночь|ночі|ноћ|ноћу|ноќе|ніч|опівночі|орой|полн|полночь|полноќ|полунощ|поноћ|"
     "пополноќ|презнощта|північ|түн|түнгі|түнжарымы|түничинде|түнортосу|увече|шөнө|шөнөдунд|"
     "яримтун|ҝеҹә|ҝеҹәјары|գիշեր|գիշերը|գիշերվա|երեկո|երեկոյան|կեսգիշեր|կեսգիշերին|בלילה|בערב|"
     "חצות|לילה|ערב|آدھیرات|رات|راتمیں|شاممیں|شب|فيالمساء|منتصفالليل|نیمهشب|बेलुकी|मध्यरात|"
     "मध्यरात्र|मध्यरात्रि|रात|राती|रात्र|सायंकाळ|রাত্রি|রাত্রিতে|রাত্রিবেলায়|সন্ধ্যা|"
     "সন্ধ্যাবেলায়|ਅੱਧੀਰਾਤ|ਰਾਤ|ਰਾਤੀਂ|મધ્યરાત્રિ|રાત્રિ|રાત્રે|அந்திமாலை|இரவு|நள்ளிரவு|అర్ధరాత్రి|"
     "రాత్రి|సాయంత్రం|ಮಧ್ಯರಾತ್ರಿ|ರಾತ್ರಿ|ಸಂಜೆ|അർദ്ധരാത്രി|രാത്രി|സന്ധ്യ|මැදියම|මැදියමටපසු|රෑ|"
     "กลางคืน|ค่ำ|เที่ยงคืน|ກາງຄືນ|ຕອນກາງຄືນ|ທ່ຽງຄືນ|ည|သန်းခေါင်ယံ|საღ|საღამო|საღამოს|ღამ|ღამე|"
     "ღამით|შუაღამე|შუაღამეს|ሌሊት|ማታ|በሌሊት|በምሽት|እኩለሌሊት|នៅពេលយប់|នៅពេលល្ងាច|យប់|ល្ងាច|អធ្រាត្រ|"
     "’savonds|’snachts|凌晨|午夜|夜|夜中|夜晚|晚上|真夜中|밤|자정|저녁|𑄢𑄬𑄖𑄴|𑄥𑄎𑄧𑄚𑄳𑄠"},
    {15,
     "nggabi"},
    {6,
     "aamup|aamupäivä|aamupäivällä|adhuhuri|amiază|canoldydd|delmediodía|domediodía|dopoldan|dél|"
     "eguerd|eguerdia|eguerdiko|emesditës|emini|form|förm|günorta|hádegi|iandé-ara-pyturepé|"
     "keskip|keskipäivä|keskipäivällä|keskpäev|keskpäeval|kunduzi|kurã-kuju|laamiază|madhyanh|"
     "mediodía|meio-dia|mesditë|mezzogiorno|midday|midi|migdia|mittag|mittags|napol|napoludnie|"
     "noon|omformiddagen|opold|opoldne|perpiet|podne|pol|pold|poldne|poledne|poludnie|południe|"
     "przedpołudnie|przedpołudniem|pusd|pusdienlaiks|pusdienlaikā|påformiddagen|påförm|"
     "påförmiddagen|saasitazamchana|siang|tanghaling-tapat|tengahhari|tr|trưa|tushpayti|"
     "vidurdienis|vormittags|wpołudnie|zmittag|öğle|öğledenönce|ŋdɔ|кундузи|наобяд|напладне|подне|"
     "полд|полдень|полудень|пополудні|талтүс|тушпайти|түскі|чактүш|ҝүнорта|үддунд|կեսօր|կեսօրին|"
     "ظهر|ظهرًا|मध्यान्ह|நண்பகல்|மதியம்|ഉച്ച|ഉച്ചതിരിഞ്ഞ്|ഉച്ചയ്ക്ക്|දවල්|මධ්යාහ්නය|เที่ยง|"
     "ในตอนบ่าย|ຕອນທ່ຽງ|ທ່ຽງ|မွန်းတည့်|შუადღ|შუადღე|შუადღეს|ቀትር|ᎢᎦ|ថ្ងៃត្រង់|中午|正午|정오"}};
// clang-format on

}  // namespace eddy
