// What CLDR calls the halves and parts of the day, in every language: the words that stand before or after
// the digits of a twelve-hour clock. Each list belongs to the twelve hours that begin at `from`: "10:00" with
// a word of 18 is ten at night, "2:00" with it two in the morning.
//
// From CLDR 41 (main/*.xml with the hours of supplemental/dayPeriods.xml), from how CLDR 48 writes every hour
// in every locale (ICU 78), and from Java 17, its own older words included; and the halves that phones of older
// releases wrote. In small letters, without spaces and the signs that clock_text.cc passes over. Left out: of the
// narrow ones those that mean another half in another language; "ut", which is morning in Greenland and evening in
// Embu. "ip" is Finnish here, not Inari Sami; "min" is minutes, not midnight.
#pragma once

namespace eddy {

struct ClockWords {
  int from;  // the first of twelve hours
  const char* words;
};
// clang-format off: it is of two minds about lines of several directions
inline constexpr ClockWords kClockWords[] = {
    {0,
     "a|aamu|aamulla|adduha|ag|alfajiri|am|ammorge|amvormittag|an|ankstāinan|antemidí|antesdomeio-dia|ap|"
     "asb|asubuhi|asʊbaa|atm|aðmorgni|banhaet|bn|bore|comme|damanhã|damañá|de|delamañana|delmatin|"
     "dieoggend|dimattina|dimineața|dimineață|dinda|dop|dopol|dopoldne|dopoledne|dopoludnia|dopoludnie|"
     "dopołdnja|dopołedniŏ|dumat|dumatin|délelőtt|ekuseni|emëngjesit|eparadites|ertalab|fh|fm|formiddag|"
     "ft|förmiddag|fɔŋli|fọmọ́nin|gajaka|gh|gjk|goiza|goizeko|goöň|göň|günortadanöň|hajnal|hengihengi|hh|"
     "hommik|hommikul|hoseng|ib|ibikɛ̂glà|icheheavo|idiɓa|inthemorning|isuk|iđitbeaivet|iđitbeaivi|jut|"
     "jutro|kangama|karoon|ki|kiroko|kiɛmɛ́ɛm|krn|kusãgki|kuêmaramẽ|kíkíríg|leebi|lumalwak|lwamilawu|m|ma|"
     "madaling-araw|makeo|mambia|manhã|maná|mat|matin|mattina|matí|mañana|mañá|mbaámba|mbaꞌmbaꞌ|mg|moies|"
     "mor|morg|morge|morgen|morgens|morgon|morgunn|morning|mrg|muhi|munkyo|mëngjes|nd|norīta|ntufat|"
     "ntɔ́ngɔ́|nụtụtụ|ochtend|od|oggend|ommorgenen|pagi|pamilau|paradite|pd|pg|piopensuno|prepodne|"
     "priekšp|priekšpusdiena|priekšpusdienā|priešpiet|prijepodne|przedpoł|påmorg|påmorgenen|påmorgonen|qn|"
     "r|rano|reggel|rn|rw|rytas|ráno|rīts|rũ|sa|sabah|safiya|sf|sn|sochtends|sub|subah|subaka|subbaahi|"
     "sáng|sárúwá|sübh|səhər|taparachu|tesiran|tifawt|to|too|uhrvörmiddaachs|ujutro|ujutru|"
     "ulloqeqqata-tungaa|uluchelo|umfyrrapartur|utuko|vaasisu|vm|voormiddag|vorm|vormittag|vörmeddaach|wd|"
     "wichishu|yb|ybore|ynybore|zdatazal|zj|zjut|zjutraj|zmu|àárɔ̀|àárọ̀|öö|öň|ĩyakwakya|ŋdi|Ɛnkakɛnyá|"
     "ǁgoagas|πμ|πρωί|τοπρωί|а|ам|апоўначы|дапалудня|дп|ку|наутро|печо|преподне|претпл|претпладне|"
     "пријеподне|проб|ранку|ранок|сутринта|сүбһ|сәһәр|таң|таңкы|таңғы|то|тң|түскедейін|түшкөчейин|"
     "түшкөчейинки|утра|утро|ујутро|ујутру|эи|эрталаб|эртеңменен|эртңмн|јутро|үө|ӕмбисбоныразмӕ|өглөө|"
     "առավոտ|առավոտյան|առվ|կա|կեսօրիցառաջ|בבוקר|בוקר|לפנהצ|לפנותבוקר|לפניהצהריים|פֿאַרמיטאָג|اےايم|ب|"
     "بامداد|بن|ص|صباحا|صبح|صبح،منجهند|صبحميں|غم|فجرا|فيالصباح|قبلازظهر|قبلدوپہر|قظ|ل|ليلا|چب|چۈشتينبۇرۇن|"
     "܏ܩ|܏ܩܛ|މކ|ߛ|एएम|तडके|प|पहाट|पहाटे|पूर्व|पूर्वमध्यान्ह|पूर्वमध्याह्न|पूर्वाह्ण|पूर्वाह्न|प्रात|"
     "प्रातः|फुं|बिहान|भोर|भ्यागा|मंझंदिकापहिंरो|मंझंदिखांपहिंरियों|मध्यानपूर्व|मपू|येएम|स|सकाळ|सकाळी|"
     "सकाळीं|सबेरे|सवेर|सुबह|सुबुहजा|এএম|নুমাং|পূর্বাহ্ণ|পূর্বাহ্ন|পূৰ্বাহ্ণ|পূৰ্বাহ্ন|প্রাতঃ|ভোর|"
     "ভোরবেলায|ভোরে|সকাল|সকালবেলায|সকালে|ਪੂਦੁ|ਸਵੇਰੇ|પૂમ|પૂર્વમધ્યાહ્ન|પૂર્વાહ્ન|સવાર|સવારે|ପୂ|ପୂର୍ବାହ୍ନ|"
     "அதி|அதிகாலை|கா|காலை|முற்பகல்|ఉ|ఉదయం|పూర్వాహ్న|పూర్వాహ్నం|ಪೂರ್ವಾಹ್ನ|ಬೆಳಗ್ಗೆ|പുലർച്ചെ|രാവിലെ|උ|උදේ|පා|"
     "පාන්දර|පෙව|ก่อนเที่ยง|เช้า|ในตอนเช้า|ກ່ອນທ່ຽງ|ຕອນເຊົ້າ|ເຊົ້າ|སྔ་ཆ་|སྔ་དྲོ་|တွၼ်ႈၸဝ်ႉ|တၸ|နံနက်|ၸ|დილ|"
     "დილა|დილით|დილის|ቅቀ|ቅድመፍርቂ-መዓልቲ|ንጉሆሰዓተ|ጠዋት|ጡዋት|ጥዋት|ᏌᎾᎴ|ᐁᒼ|ᐊᒼ|នៅពេលព្រឹក|ព្រឹក|ᱥᱮᱛᱟᱜ|ⵜⵉⴼⴰⵡⵜ|上午|上昼|上晝|"
     "午前|拂晓|早上|明け方|朝|朝早|清晨|黎明|ꎸꄑ|새벽|아침|오전|𑄛𑄧𑄖𑄳𑄠𑄃𑄟𑄧𑄣𑄳𑄠𑄬|𑄝𑄬𑄚𑄳𑄠𑄬|𞤀𞤎|𞤢"},
    {12,
     "aft|afternoon|ak|akasuba|alasiri|aluula|amnamittag|anw|apm|après-midi|arrats|arratsaldea|"
     "arratsaldeko|axșamüstü|banringzgvaq|ch|chilo|chiều|cɛɛ́nko|datarde|delapm|delaprès-midi|delatarde|"
     "delpomeriggio|depoisdomeio-dia|desira|diemiddag|diena|dilolo|dipomeriggio|dopahar|du|după-amiaza|"
     "după-amiază|délután|ea|eahketbeaivet|eahketbeaivi|eb|ebongi|ebyámu|efiafi|efterm|eftermiddag|"
     "eftirhádegi|eh|eigulo|em|ep|epasdites|etterm|ettermiddag|eve|ew|f|fi|fọívnin|gd|gm|gn|gosoň|gshk|"
     "gsoň|gtsh|gündüz|günortadansoň|gɩshilikɔnɔ|gɩteŋshile|hapon|hwaĩ-inĩ|ichamthi|iltap|iltapäivä|"
     "iltapäivällä|in|indieaand|indiemiddag|intheafternoon|ip|iɓugajɔp|jioni|karukaramẽ|kikiiɗe|kingoto|"
     "kisɛ́ndɛ|koosk|kooskoliny|kugú|kv|kyiukonyi|lilli|lk|lumalwap|makaaripi|mchana|mchochill|md|middag|"
     "minnos|mo|mog|mpókwa|muu|nabali|nabalị|nachm|nachmittag|nachmittags|nam|namiddag|namittag|ncwònzém|"
     "nghapon|ngo|ngəgógəle|nm|nommendaach|nomë|nomëttes|ntambama|ntmeddit|nyiaghuo|odp|odpoledne|"
     "omeftermiddagen|ot|p|pamunyi|papussideinan|pasdite|pashamihe|petang|pipinisuno|pm|pn|pomeriggio|pop|"
     "popiet|popietė|popod|popodne|popol|popoldan|popoldne|popoludnie|popoludní|popoł|popołdnju|"
     "popołedniu|popołudnie|popołudniu|poslijepodne|posmidí|prynhawn|ptg|ptm|pärastlõuna|pärastlõunal|"
     "påefterm|påeftermiddagen|påettermiddagen|pēcp|pēcpusd|pēcpusdiena|pēcpusdienā|rãkãnhkỹ|sagabi|"
     "sahapon|sd|seară|shaam|shwane|smiddags|soir|sore|soň|síðdegis|tadggʷat|tanghali|tarda|tarde|teipa|"
     "thapama|tk|tŋ|uhrnommendaachs|uk|ulloqeqqata-kingorna|umseinnapartur|wb|wengi|wiecz|wn|wótp|"
     "wótpołdnja|yamma|yh|ym|ynyprynhawn|yprynhawn|zaarikayb|zmw|zv|ös|öğledensonra|ĩyawĩoo|ŋkambɔ́tnji|"
     "ũg|Ɔ̀sán|Ɛndámâ|ǃuias|ɣetrɔ|απόγ|απόγευμα|μεσημ|μεσημέρι|μμ|τοαπόγευμα|τομεσημέρι|апоўдні|ахшамүстү|"
     "день|дня|кечк|кх|п|пасляпалудня|пачо|пм|попл|попладне|попод|поподне|послийеподне|послијеподне|пп|"
     "следобед|слоб|тк|түскі|түстенкейін|түстенкейінгі|түшткйн|түштөнкийин|түштөнкийинки|уподне|эк|ҝүндүз|"
     "үх|ӕмбисбоныфӕстӕ|өдөр|երկ|կեսօրիցհետո|կհ|ցերեկ|ցերեկը|ցերեկվա|ցրկ|אחהצ|אחרהצהריים|אחריהצהריים|"
     "בצהריים|נאָכמיטאָג|צהריים|بظ|بعدازظهر|بعدازچاشت|بعدالظهر|بعددوپہر|دن|دوپہر|دوپہرميں|سہپہر|شام|"
     "شام،منجهند|ع|عصر|غو|ك|م|مساء|منجهند،شام|پيايم|چك|چۈشتينكېيين|܏ܒ|܏ܒܛ|މފ|ߥ|अपर|अपरान्ह|अपराह्ण|"
     "अपराह्न|उत्तरमध्यान्ह|उत्तरमध्याह्न|दनपार|दनपारां|दपेहरा/संजा|दपैहरबाद|दु|दुपार|दुपारी|दोपहर|पीएम|"
     "बाददपैहर|बेनि|बेलासे|मंझंदिकोपोए|मंझंदिखांपोइ|मउ|मध्यानपच्यात|मनं|शाम|शामजा|सं|संध्याकाळ|संध्याकाळी|"
     "सञ|सा|साँझ|सांज|सांजे|सांझ|सांम|सायं|सायंकाळी|অপরাহ্ণ|অপরাহ্ন|অপৰাহ্ণ|অপৰাহ্ন|দুপুর|দুপুরবেলায|"
     "দুপুরে|পিএম|বিকাল|বিকালে|বিকেল|বিকেলে|সন্ধ্যা|সন্ধ্যাবেলা|সন্ধ্যাবেলায|সন্ধ্যায|ਦੁਪਹਿਰੇ|ਬਾਦੁ|ਸਾਮ|"
     "ਸਾਮੀਂ|અપરાહ્ન|ઉત્તરમધ્યાહ્ન|ઉમ|બપોર|બપોરે|સાંજ|સાંજે|ଅ|ଅପରାହ୍ନ|அந்திமா|பிற்|பிற்பகல்|மா|மாலை|"
     "అపరాహ్న|అపరాహ్నం|మధ్యాహ్నం|సా|ಅಪರಾಹ್ನ|ಮಧ್ಯಾಹ್ನ|വൈകുന്നേരം|පව|හ|හවස|บ่าย|หลังเที่ยง|เย็น|ในตอนเย็น|"
     "ຕອນບ່າຍ|ຕອນແລງ|ສວຍ|ຫຼັງທ່ຽງ|ແລງ|ཕྱི་ཆ་|ཕྱི་དྲོ་|ညနေ|တလ|တွၼ်ႈလႃႈ|နေ့လယ်|လ|ნაშუადღ|ნაშუადღევი|"
     "ნაშუადღევს|საღამო|საღამოს|ከሰዓት|ከሰዓትበኋላ|ደሕረፍርቀ-መዓልቲ|ድሕርሰዓት|ድቀ|Ꮢ|ᏒᎯᏱᎢ|ᏒᎯᏱᎢᏗᏢ|ᐲᒼ|នៅពេលរសៀល|នៅពេលល្ងាច|"
     "រសៀល|ល្ងាច|ᱧᱤᱫᱟᱹ|ḍeffiraza|ọ̀sán|ⵜⴰⴷⴳⴳⵯⴰⵜ|下午|下昼|下晝|傍晚|午後|夕刻|夕方|昼|ꁯꋒ|오후|𑄘𑄨𑄝𑄪𑄎𑄳𑄠|𑄝𑄬𑄣𑄳𑄠𑄬|𞤇𞤎|𞤩"},
    {18,
     "aabig|aadhiraat|aand|abend|abends|aften|akșam|akșamüstü|atnight|avond|axșam|aðkvöldi|aðnóttu|"
     "canolnos|damadrugada|danoite|delamadrugada|delanoche|delanuit|dieaand|dienag|dinotte|disera|dusoir|"
     "ebusuku|embrëmjes|emesnatës|enatës|entathakusa|este|evening|fiẽ|gabi|gajanɩ|gaua|gaueko|gauerdia|"
     "gece|geceyarısı|gecə|gecəyarı|gjb|gjn|goiz|goizald|goizaldea|goizaldeko|gɩjibɔŋɔ|hatinggabi|illalla|"
     "ilta|iluntz|iluntzea|iluntzeko|indienag|intheevening|kechasi|kechqurun|keskiyö|keskiyöllä|kesköö|"
     "keskööl|kurãge|kuty-si|kutykỹ|kveld|kväll|kvöld|lamiezulnopții|madrugada|malam|matinada|mbrëmje|"
     "medianoite|meia-noite|mesnatë|mezzanotte|middernacht|middernag|midn|midnat|midnatt|midnight|"
     "miezulnopții|minuit|mitjanit|mitternacht|miðnætti|nacht|nachts|nag|naktis|nakts|naktī|nangumaga|nat|"
     "natt|natë|navečer|ngumaga|night|nit|noapte|noaptea|noc|noche|noite|notte|noć|noću|noč|nt|nuit|nótt|"
     "nửađêm|omaftenen|omnatten|opoln|opolnoci|opolnoči|opółnocy|pitunaetéramẽ|pitunapyterupé|pitunaramẽ|"
     "poln|polnoc|polnoč|ponoć|ponoći|ponoči|pusnakts|pusnaktī|påkvelden|påkvällen|pånatta|pånatten|"
     "północ|půln|půlnoc|raat|saasitazausiku|savonds|seara|sera|snachts|tengahmalam|tối|umaga|usiku|uveče|"
     "vakaras|vakars|vakarā|vespre|več|veče|večer|vidurnaktis|vn|vnoci|wieczorem|wieczór|wnocy|yarimtun|"
     "yrhwyr|yö|yöllä|zaabig|znacht|zveč|zvečer|zã|éjfél|éjjel|õhtu|õhtul|öösel|đêm|βράδυ|τοβράδυ|ахшам|"
     "веч|вече|вечер|вечера|вечерта|вечора|вечір|кечаси|кечинде|кечкурун|кечқурун|кеш|кешкі|навечер|"
     "наполноќ|ночи|ночь|ночі|ноћ|ноћу|ноќе|ніч|опівночі|орой|полн|полночь|полноќ|полунощ|поноћ|пополноќ|"
     "презнощта|північ|түн|түнгі|түнжарымы|түничинде|түнортосу|увече|шөнө|шөнөдунд|яримтун|ҝеҹә|ҝеҹәјары|"
     "գիշեր|գիշերը|գիշերվա|գշր|երեկո|երեկոյան|կեսգիշեր|կեսգիշերին|בלילה|בערב|חצות|לילה|ערב|آدھيرات|رات|"
     "راتميں|ش|شامميں|شب|فيالمساء|منتصفالليل|ن|نيمهشب|बेलुकी|मध्यरात|मध्यरात्र|मध्यरात्रि|मध्यरात्री|रा|"
     "रात|राती|रात्र|रात्री|सायंकाळ|গভীররাত|গভীররাতে|মধ্যরাত|মধ্যরাতে|রাত|রাতে|রাত্রি|রাত্রিতে|"
     "রাত্রিবেলায|শেষরাত|শেষরাতে|ਅੱਧੀਰਾਤ|ਰਾਤ|ਰਾਤੀਂ|મધ્યરાત્રિ|રાત્રિ|રાત્રે|அந்திமாலை|இர|இரவு|நள்ளிரவு|"
     "అర్ధరాత్రి|రాత్రి|సాయంత్రం|ಮಧ್ಯರಾತ್ರಿ|ರಾತ್ರಿ|ಸಂಜೆ|അർദ്ധരാത്രി|രാത്രി|സന്ധ്യ|මැ|මැදියම|මැදියමටපසු|රෑ|"
     "กลางคืน|ค่ำ|เที่ยงคืน|ກາງຄືນ|ຕອນກາງຄືນ|ທ່ຽງຄືນ|ည|သန်းခေါင်ယံ|საღ|ღამ|ღამე|ღამით|შუაღამე|შუაღამეს|"
     "ሌሊት|ማታ|በሌሊት|በምሽት|እኩለሌሊት|នៅពេលយប់|យប់|អធ្រាត្រ|凌晨|午夜|半夜|夜|夜中|夜晚|晚上|深夜|真夜中|밤|자정|저녁|한밤|𑄢𑄬𑄖𑄴|𑄥𑄎𑄧𑄚𑄳𑄠"},
    {15,
     "nggabi"},
    {6,
     "aamup|aamupäivä|aamupäivällä|adhuhuri|amiază|canoldydd|delmediodía|domediodía|dopoldan|dél|eguerd|"
     "eguerdia|eguerdiko|emesditës|emini|form|förm|günorta|hádegi|iandé-ara-pyturepé|keskip|keskipäivä|"
     "keskipäivällä|keskpäev|keskpäeval|kunduzi|kurã-kuju|laamiază|madhyanh|mediodía|meio-dia|mesditë|"
     "mezzogiorno|midday|midi|migdia|mittag|mittags|napol|napoludnie|noon|omformiddagen|opold|opoldne|"
     "perpiet|podne|pol|pold|poldne|poledne|poludnie|południe|przedpołudnie|przedpołudniem|pusd|"
     "pusdienlaiks|pusdienlaikā|påformiddagen|påförm|påförmiddagen|saasitazamchana|siang|tanghaling-tapat|"
     "tengahhari|tr|trưa|tushpayti|vidurdienis|vormittags|wpołudnie|zmittag|öğle|öğledenönce|ŋdɔ|кундузи|"
     "наобяд|напладне|подне|полд|полдень|полудень|пополудні|талтүс|тушпайти|чактүш|ҝүнорта|үддунд|կեսօր|"
     "կեսօրին|ظ|ظهر|ظهرا|मध्यान्ह|நண்பகல்|மதி|மதியம்|ഉച്ച|ഉച്ചതിരിഞ്ഞ്|ഉച്ചയ്ക്ക്|ද|දවල්|මධ්යාහ්නය|เที่ยง|"
     "ในตอนบ่าย|ຕອນທ່ຽງ|ທ່ຽງ|မွန်းတည့်|შუადღ|შუადღე|შუადღეს|ቀትር|ᎢᎦ|ថ្ងៃត្រង់|中午|午間|午间|正午|낮|정오"}};
// clang-format on

}  // namespace eddy
