// Tried on the odd lines of tests/core/heavy alone. Not reviewed by native speakers, but for English.
#include "core/journal/heavy_phrases.h"

namespace eddy {

// clang-format off: a table of rows of words, wider than code
const HeavyWords kHeavyWords[7] = {
    // English
    {R"(
dont|not want|wanna to? wake !him|her|early|late|the, want|need the? pain|it to stop|end for, gonna|going to? end it !with|there, how many pills|tablets & takes|need|enough, stop being|existing & simpler|easier, not around any|anymore & thoughts, arms|wrists until|till they bled, hate myself & die|hurt|skin|end
want|wanna|wish|ready|rather|sooner|hope to? i? die|dead !of|from|laughing, kill*|hang|hanging|hanged|drown*|shoot*|stab*|harm*|mutilat*|punish*|starv* myself !laughing|with|working
dont|not|longer|never want|wanna to? live|exist !in|with|at|near|on, dont|not|longer want|wanna to? be alive|here any|anymore
no|any|what|whats|see|a is? the? reason*|point|sense to|in|of|for keep? being? live|living|alive|exist*|going
wish + not exist*, wish + never + born|exist*, wish i was|were|be dead|gone, never been born
better|happier|easier + if|when|once|without + gone|dead|die|died|wasnt, better|happier off? without me, burden to|on
am|im|feel|feeling|been suicid*, think*|thought*|consider*|plan*|tried about|of|to suicid*|kill, i attempted !to|a|the
end|ending|ended it all, end|ending|ended|take|taking|took my own? life, think*|want|wanna|ready of|to|about end|ending it !with|there|here|early|on
want|wanna it|everything|all all? to end|stop|over, goodbye|suicide|farewell|last|final note*|letter*|entry & sorry|goodbye|forgive|wrote|written & family|everyone|over|tomorrow|sorry|suicide
written|wrote the letter*, after|once im|ive gone|dead, pills|tablets|meds & counted|saved|stash*|hoard*|lined
took|taken|swallow* & too many|whole|bottle|bunch & pills|tablets|meds|bottle & purpose|quiet|i
thought*|think*|want*|urge|kept|tempted|could & jump*|step*|throw*|driv*|steer*|crash*|swerv* & bridge|roof|window|balcony|train|traffic|front|tree|wall|lane|truck|oncoming|cliff|tracks
bullet|gun in|to|through my, noose, how to hang|die, painless way*|death, rope|gun|blade*|razor* is|in & look*|ready|waiting|garage|drawer
cut|cuts|cutting|slit*|carv*|burn*|scratch* my|both arm*|wrist*|thigh*|legs, cut|cutting myself !some|a|off|short|shaving|on|with|while|from, cutting again, relapsed & cut*|harm*
self|selfharm* harm*|injur* again|after, started self harm*, hurt*|burn*|hit|punch*|cut|cutting myself & want|urge|lighter|cigarette|over|feel|purpose|need|again
hit|hitting|bang*|smash* my head|fist* & until|bled|wall, scared|afraid|know & do to myself, trust myself & alone|tonight|pills, not|isnt safe with|from|around myself|me, dont|not|never feel? safe at|in home
afraid|scared|terrified to|of go|going|come|coming home !late, he|she|husband|wife|partner|boyfriend|ex|dad hits|hit|beat*|choked|punch*|slap*|kick*|strangled me !at|in|to|by|up|with
husband|partner|boyfriend|ex says|said|threat* & kill|hurt|hit me, afraid|scared he|she & kill|hurt|hit me, hope*|wish|pray*|want|maybe|could + not|never|dont wake !him|her|early|late|the
never|not wake|waking up !him|her|early|late|the|before, cant|cannot go on !holiday|vacation|a|with|until|leave|air|trips
done|tired|sick|finished with|of? life|living|existing|alive !at|in|with|here|out, only|no way|thing|out|option & death|dying|die, no way out for me, nothing|no left? to? live for, life isnt|not|no worth, not|isnt worth living|it & life
death|dying|dead would|is|seems|feels & relief|only|better|peace, better of? dead, hurt*|hurting myself !lifting|running|playing|at|on|with|when|while|in|doing, think*|thought*|dream*|fantas*|imagin* about|of my? own? dying|death|dead|not|disappear* !my|laughter|the|her
disappear|vanish & never|forever|ever, nobody|anyone|anybody|who would|will|d even? notice|care|miss|cry|come & die|died|dead|gone|funeral, my funeral, will|strength to live, give|gave|given my + away & gone|everything|things)",
     R"(suicid*, suicd*, sucid*, suisid*, wanted|wants to die, overdose*, self harm*|injur*, selfharm*, cutting herself)",
     R"(caller*|customer*|client*|lady|man|he|she|they|who and? said|says|told|tells|screamed|yelled|threat*|wants|wanted|was|had|talked, said|says he|she|they)",
     R"(caller*, customer*, client*, lady, squad, prevent*, training*, hotline*, film, movie*, book, novel, band, song*, series, show, podcast, game, coffee, caffeine, chocolate, sugar, news, on the line|phone, he|she said|says|told|took|had)"},
    // Spanish
    {R"(
dejar de ser|existir|vivir, no quiero|kiero despertar* manana, no quiero|kiero|puedo seguir !en|con|al|aqui|trabajando|hablando, cuantas pastillas, pensamientos oscuros, brazos hasta sangrar, dolor & siempre & pare|acabe|termine & quiero
quiero|quisiera|ojala|prefiero|preferiria|ganas|gustaria de? me? estar? morir|morirme|muera|muerto|muerta|matarme|suicidar*, me quiero|voy|quisiera a? matar|suicidar|morir, me kiero, kiero morir*, matarme|suicidarme|ahorcarme|colgarme !a|trabajando|estudiando
no quiero|puedo|aguanto|soporto mas? seguir? vivir|viviendo|existir mas? !en|con|aqui|sola|solo, no quiero despertar|existir !al|a|con, sin|perdi ganas de vivir, sentido|razon*|motivo*|nada a|de|para|por que? la? seguir? vida|vivir, para que seguir? vivir|viviendo
vida no vale|tiene|merece, cansad*|hart*|puedo|aguanto de|mas con? la? vivir|vida, no|nunca hubiera|haber nacido, ojala no despiert*|amanezca, dormir* + no|nunca despertar*, no|nunca despertar|despertarme !al|a|con|por|tan|en, ganas|quiero de? no|desaparecer existir|siempre|nunca|vivir, desaparecer para siempre
pens*|pienso|idea|suen* + morir*|matarme|muerte|suicid*|desaparecer & en|de|mi & mi|todos|diario|pienso|matarme|morirme|mia|pensado, pensamientos|ideas suicid*, me quiero suicidar, intent* suicid*
la? muerte|morir es|seria & descanso|unico|alivio|mejor|paz, acabar|terminar|fin con|a todo|mi|esto de? vida|una, acabar con esto & vida, quitarme la|de vida|en|medio, salida & muerte|morir
mejor|felices sin mi, mejor si & no estuvi*|existier*|muert*, carga|estorbo para todos|mi|mis, nadie & muero|muriera|muerto|muerta|falto, si me muero nadie|todos, carta|nota|mensaje de despedida, ultima|ultimo nota|carta|mensaje & perdon*|adios
pastillas|pildoras & contadas|guardadas|juntando, tome|trague|tomado|tomarme & monton|todo|todas|frasco|demasiadas|caja & pastillas|despertar|frasco, sobredosis & nadie|sabe|tome
pens*|pienso|ganas|quiero|queria|quise|casi|impulso & tirarme|saltar|lanzarme|aventarme|estrellar*|chocar & puente|ventana|balcon|techo|azotea|tren|metro|arbol|coche|carro|muro|vias|vacio, me tiro a las vias, pegarme|darme un tiro, ahorcar*, soga|pistola|navaja|cuerda & cajon|garaje|lista|miro
me corto|corte|corté & brazos|piernas|munecas|venas|otra vez|anoche|sentir, cortarme los|las|otra brazos|piernas|venas|munecas|vez, autolesion*, me|quemo queme|quemo & proposito|encendedor|mechero, golpe* & cabeza pared|contra, hacerme dano !en|la, lastimarme|danarme & quiero|ganas|impulso
miedo & pueda|puedo|podria hacerme, fio|confio de|en mi misma|mismo, miedo de|a volver|ir|llegar a casa !tarde, me pega|pego|golpea|golpeo|maltrata & otra|anoche|casa|miedo|el|siempre|segura, no estoy|siento segur* en casa
marido|esposo|esposa|pareja|novio|novia|ex & matar*|mate|ahorco|mata|estrangul* & si|miedo, prefiero morirme, no tengo nada|razon* por|para que? vivir, no puedo|aguanto mas & vida|termine todo|acabe)",
     R"(suicid*, sobredosis, queria|quiere|iba a? morir*|matar|matarse|tirar, no queria|quiere vivir|despertar)",
     R"(cliente|clienta|senor|senora|hombre|mujer|usuari* me? dijo|decia|dice|grito|gritaba, dijo|decia|grito que?, me dijo|decia|conto)",
     R"(client*, usuari*, senor*, llamada*, escuadron, prevencion, curso, taller, pelicula, peli, serie, libro, novela, cancion, grupo, podcast, juego, cafe, azucar, chocolate, linea, dijo, decia, conto, amenazo, verguenza, hijo)"},
    // Portuguese
    {R"(
deixar de existir|viver, nao quero|queria acordar amanha|mais|nunca, quantos comprimidos|remedios, dor & pare|acabe|passe & sempre & quero, bracos ate sangrar, pensamentos ruins & aqui|voltaram
quero|qro|kero|queria|qria|vontade|prefiro|preferia|vou|penso|pensando|pensei|tentei|so de|em? estar? morrer|morto|morta !de|pra, me matar|suicidar !de|trabalhar, me matar de novo|vez, quero|queria|qria|vontade sumir do|pra|para mundo|sempre|vida, me enforcar|suicidar
nao|sem quero|qro|aguento|consigo|queria|vejo|tenho|da|vontade mais? pra? em? sentido? de? por? que? motivo? pra? para? razao? em? de? continuar? viver|vivendo|existir mais? !em|nesse|nessa|com|aqui|no|na, cansei|cansad*|desisti|fart* de|da viver|vida, vida nao vale|tem|faz, pra|para que continuar? viver|vivendo
queria|melhor|devia nunca|nao ter nascido, queria|vontade|quero de? nao existir, tomara|espero + nao acord*, nunca|nao mais? acordar|acorde !o|a|cedo|tarde, penso|pensamento*|ideacao|ideia* muito? em|na|de? morrer|morte|suicid*|me, suicidio & cabeca|penso, minha morte
acabar|terminar com a? tudo|minha|isso propria? vida|de, me machucar|cortar !o|a|no|na|com|correndo|jogando, tirar a? minha propria? vida, quero que tudo acabe, saida & morte|morrer, a? morte|morrer seria|e & alivio|descanso|solucao|paz, melhor|felizes|facil + sem mim, sem mim + melhor|facil
ninguem & falta|perceb*|notar|ligar|chorar & eu morr*|sumi*|morresse|morrer, se eu morr* ninguem, peso|fardo pra|para todo*|minha|eles, carta|bilhete de despedida, ultima|ultimo nota|carta|mensagem & perdo*|adeus|desculp*
comprimidos|remedios & contados|guardados|separados, tomei|engoli & monte|todos|inteira|cartela|frasco|muitos & acordar|proposito|remedio*|comprimidos, tentei suicidio|me|de matar|novo
pensei|pensando|vontade|quis|queria|quase|penso|impulso & pular|jogar|joguei|atirar|saltar|bater & ponte|janela|predio|trem|metro|trilhos|arvore|carro|telhado|varanda|frente, tiro na cabeca|boca, enforcar & como|pensei|me, corda|arma|faca|revolver & garagem|gaveta|olho|pronta
me cortei|corto|cortar|cortando & novo|ontem|voltei|sentir|vontade|quero, corto|cortei|cortar os|meus|as bracos|pulsos|pernas|coxas, automutil*, me queimei|queimo & proposito|isqueiro|cigarro, bato|bati a? minha? cabeca & parede|sangrar
me machucar|ferir & quero|vontade|impulso, medo & fazer|faca|possa comigo, nao confio em mim, medo de voltar|ir|chegar pra|para|em casa !tarde, me bateu|bate|espanc*|enforcou|agred* & ontem|casa|ele|novo|medo, nao estou|to|me segura|seguro em casa
marido|namorado|namorada|ex|parceiro|esposo & me|matar mata|matar|bate & se|medo, medo de morrer na|por mao, nao tenho|ha motivo*|razao|por pra|que viver, nao aguento mais & tudo acabe|vida|viver|morrer, nao quero mais estar|viver aqui & mundo)",
     R"(suicid*, overdose, queria|quer morrer, se matar|matou|enforc*, nao queria|quer mais? viver|acordar)",
     R"(cliente|senhor|senhora|homem|mulher|moca|moco|ele|ela me? disse|falou|dizia|gritou|mandou|queria|quer, disse|falou|dizia|mandou que?)",
     R"(client*, usuari*, senhor*, ligacao|ligacoes, chamada*, esquadrao, prevencao, treinamento, curso, palestra, filme, serie, livro, musica, banda, podcast, jogo, cafe, acucar, chocolate, linha, disse, falou, dizia, contou, marido dela)"},
    // French
    {R"(
de ne plus etre|vivre & simple|facile|mieux, combien de comprimes|cachets|medicaments, douleur & sarrete|cesse & veux & bon|toujours, bras jusquau sang, pas me reveiller demain|!a|tot
envie|veux|voudrais|prefer*|jveux|plutot|aimerais|pense de|a? juste? etre? me? mourir|crever|mort|morte|tuer|suicid*|flinguer !de|dun|dune|dans|a, me foutre|fous en lair, me tuer|suicider|pendre|noyer|flinguer !a|de|la|au, moter la vie, pense a me? mourir|suicid*|tuer
veux|envie|nai|raison*|force|gout|veut|peux plus|de|dexister de? vivre|exister !dans|avec|ici|a|en, plus|sans envie|raison|force|gout de|detre vivre|la|vie, quoi bon vivre|vie|continuer, vie ne|na vaut|plus|pas|aucun & peine|sens
fatigu*|marre|lasse|assez|peux|pus plus? de la? vivre|vie !dans|avec|ici|chere, jamais|pas naitre|nee|ne|existe, ne plus exister, plus|pas jamais? me? reveiller*|reveillerai|reveille !a|tot|le|la|en, reveiller*|reveillerai pas|plus, disparaitre pour toujours|de|definitivement
pense* & mort|mourir & mienne|tout|jours|souvent, pensees|idees|ideation|penser|pense noires|suicid*|au suicid*|je?, jai fait une tentative, essaye|tente de me tuer|pendre, en|den finir !avec|ce|cette|tot|vite & envie|veux|bonne|vie|voudrais, finir avec la|ma vie, mettre fin a ma|mes|tout, tout sarrete|cesse & veux|peux
issue|solution|sortie & mort|mourir, mort|mourir serait|est|seule & soulagement|delivrance|solution|mieux|paix, mieux|heureux|tranquilles sans moi !pour, mieux si je & plus|morte|mort, poids|fardeau pour tout|tous|eux|ma|mes
personne & regretter*|remarquer*|pleurer*|manquer* & meurs|mourais|mort|morte|si, lettre*|mot|note|message dadieu*, derniere|dernier note|lettre|message|mot & pardon*|adieu, cachets|medicaments|comprimes & compte*|stock*|aligne*|table
avale|pris|prendre & plein|boite|tous|trop|plaquette|toute & cachets|medicaments|comprimes|somniferes & expres|reveiller|avale|boite, overdose & personne|jai
pense|envie|voulu|veux|failli|penser|impulsion & sauter|jeter|lancer|foncer|planter & pont|fenetre|toit|balcon|train|metro|arbre|mur|voiture|camion|vide|rails, tirer une balle, pendre & pense|comment|me, corde|arme|pistolet|lame* & garage|tiroir|regarde|prete|attend
suis|me coup*|taillade|scarifi*|entaille* & encore|nouveau|bras|hier|poignets|cuisses|recommence & je|me, scarif*, automutil*, brul* & expres|briquet|cigarette, tape|cogne|frappe la tete|moi & mur|sang
me faire du mal !au|aux|en, me faire mal & envie|veux|besoin, peur de ce que je & faire|me, fais pas confiance & moi|seule|seul|me, peur de rentrer|retourner & frappe|maison|chez|lui|il|mari, frapp*|battu*|bat|etrangl*|tabass*|gifl* & encore|hier|peur|securite & ma|me, pas|plus en securite
mari|copain|conjoint|ex|compagnon & tuer|tue|frapp* & si|menace, peur quil|qu me|il tue|frappe|me, plus la force|rien & vivre|vie & retient|abandonne, retient en vie|ici, plus rien & retient)",
     R"(suicid*, overdose, voulait|veut|voudrait plus? mourir|crever|vivre|reveiller, se tuer|pendre|pendu|tue)",
     R"(client|cliente|dame|monsieur|homme|femme|il|elle|on|appelant* ma|a|me|mavait dit|disait|crie|menace|lance que?, disait|dit que?, elle|il|dame|monsieur ne? voulait|veut|navait)",
     R"(client*, appel*, dame, monsieur, squad, prevention, formation, film, serie, livre, roman, chanson, groupe, podcast, jeu, cafe, sucre, chocolat, ligne, dit, disait, raconte, menace, son fils|mari|frere)"},
    // German
    {R"(
nicht mehr zu? sein & einfacher|leichter|besser, wie viele tabletten|pillen, schmerz* & immer & aufhort|weg & will, arme & blut* & zerkrat*|kratz*, dunkl* gedank* & wieder, nich|nicht|net mehr? aufwach*
will|mochte|moechte|wunschte|wuenschte|lieber|ware|waere|besser ich? einfach? doch? nur? ich? ware? sterben|tot|gestorben !lassen|vor, ich sterbe lieber, bring|bringe ich? mich noch|jetzt|bald? um, mich selbst? umbring*|umzubringen|aufhang*|aufzuhang*|erhang*|erschies*, umgebracht & mich & versucht
nicht|nich|nie mehr leben|weiterleben|existieren|aufwach* !in|mit|im, nicht weiterleben, nicht mehr da sein, keine lust|kraft mehr? zu leben, wozu noch? leben|weiterleben, lebensmud*|lebensmued*, leben keinen|hat|nicht|ist & sinn|lebenswert|sinnlos
nie geboren, denk*|dacht*|gedank*|uberleg* & sterben|tod|suizid*|selbstmord*|umzubringen & ich|meinen|wieder|denke|mich|an, suizidgedank*|selbstmordgedank*|suizidal & wieder|woche|ich|ganze, leben nehmen, mir das leben, schluss mit allem, mach* schluss & allem|leben, ende setzen|machen & leben|ganzen|allem, leben beenden, mit dem leben abgeschlossen
immer|ewig verschwinden, nie|nicht wieder|mehr aufwach*, wache & nicht mehr|wieder auf & hoff*, ohne mich & besser|leichter, last fur|fuer alle|meine|die, besser & ich & weg|tot, keiner|niemand & vermiss*|merk*|weint & sterbe|tot|weg, wenn ich sterbe|tot, abschiedsbrief*, letzter|letzte eintrag|nachricht|notiz & verzeih*|lebt|leb
tabletten|pillen|schlaftabletten & abgezahlt|gesammelt|gehortet|packung|absichtlich & ich|liegen|hab|geschluckt, uberdosis & genommen|keiner|ich
dacht*|denk*|gedank*|wollte|will|drang|konnte|stand & spring*|werfen|schmeis*|sturzen|fahren|lenken & brucke|dach|fenster|balkon|zug|bahn|gleis|baum|auto|wand|gegenverkehr, kugel in den kopf, erhangt & wie, strick|pistole|waffe|klinge* & garage|schublade|bereit|liegt
ritz*|geritzt|aufgeritzt & mich|wieder|arme, arme|beine|unterarme & aufgeschnitten|geritzt|schneide, selbstverletz*, verletz*|schneide|verbrenn* mich selbst|selber|absichtlich, verbrannt & absichtlich, schlag* & kopf & wand, mir|mich weh|wehtun|wehzutun tun|zutun? & will|drang|druck|mochte, drang & wehzutun|verletzen
mir was|etwas antun|anzutun|antue, mir & antue|antun & angst, trau mir & nicht|allein, angst & hause|heim & schlagt|gehen|ihm|mann, hat|schlagt mich & geschlagen|gewurgt|schlagt|verprugelt & er|mann|freund|sie
mann|freund|partner|ex|frau & bringt mich um|totet|umbring* & gehe|wenn|angst & sagt|angst|droht, angst & er & mich selbst? umbring*|totet|schlagt, alles aufhort|vorbei & will|dass|kann, nichts|nix|keinen mehr? wofur|wofuer|grund ich? leben?|lebe?, kein* ausweg & tod|mehr|sterben, tod|sterben ware|waere|ist & erlosung|ausweg|besser|ruhe)",
     R"(suizid*, selbstmord*, uberdosis, ueberdosis, overdosis, will|wollte sterben, sich umgebracht|umbring*|erhangt)",
     R"(kund*|anruf*|dame|herr|er|sie|mann|frau sagt*|schrie|meint*|droht*|will|wollte|bringt, sagt*|schrie|meinte|drohte er|sie|dass?, in dieser|der wohnung|stadt|firma, herr|dame)",
     R"(kund*, anruf*, dame, herr, squad, pravention*, suizidpravention*, fortbildung, schulung, kurs, film, serie, buch, lied, band, podcast, spiel, kaffee, zucker, schokolade, sagte, erzahlte, drohte, sohn, selbstmordkommando)"},
    // Hindi, as it sounds
    {R"(
main|me hi? na|n rahu*, kitni goliyan|goliya|golian, uthna hi nahi|nahin chaht*, dard & hamesha & khatam|khatm, haath & khun|khoon & khurach*|nochti, bure khayal & main
marna|marne|mar ja*|jo*|hai|chaht*|ka|ki jana|hai|hu|mann|khayal|man|jaun|hun? & chaht*|mujhe|mann|man|khayal|dil|soch*, mann|man|dil karta|hai & mar|marne, marna chaht* hun|hu|hoon|bas, kill|hurt myself, mar ja*|jo* to|kya|hi & accha|kisi|behtar|chain, mar jana|jaana hai|chaht*
jeena|jina|jeene|jine|zinda|jee|rehna ka|ki|nahi|nahin|rahna & nahi|nahin|nhi|khatam|khatm|matlab|wajah & mann|man|ich*|chaht*|mujhe|matlab|wajah|koi|khatam|khatm|kyun, mujhe nahi|nhi jeena|jina, jeene ki koi? wajah|ich* nahi, jind* se thak*|tang|haar, jind* & khatam|khatm & kar*
jaan de|dene|deni|lene|le du|dungi|dunga|ka|ke|hai, apni jaan|zindagi|jindagi de|le|lene|khatam, khudkushi|khudkusi|aatmahatya|atmahatya|aatmhatya|suicide ke|ka|kar*|karne & khayal|vichar|mann|man|soch*|thoughts|lu|lun|karu|roz, suicidal feel|lag*|thoughts
khud|khudko|apne ko|aap|se khatam|maar|mar|kaat*|kat*|chot|hurt|nuksan|jala*|ko & khud|apne & lu*|du*|dal*|mann|man|chaht*|phir|jala*|kaat*|karu|kar, kash & paida|uth*|khule|mar|ankh & na|n|mar, paida hi na|n|nahi, kabhi na|n|nahi uth*|khule, so ja*|jo* + na|n uth*|jagu
mere bina sab|bachche|bache|log|ghar, mere marne se, mar ja*|jo* to kisi, bojh hu|hun|hoon|ban & sab|main|mar|na|par, na rahu|rahun & accha|acha|behtar, gayab|gaayab & hamesha|duniya|zindagi & chaht*|jau*|jana, maut|mout hi|aa|ke|se|ka & rasta|chain|bare|soch*|sukoon|jaye|intezar
aakhri|akhiri|akhri note|chitthi|khat|message|chithi & maf|alvida|likh|sabko, goliyan|goliya|tablets|dawai|dawa & gin*|sari|saari|bahut|dher|jama & kha*|rakhi|li|nigal, zeher|zahar|jhar|zehar kha|pi|lene
pul|chhat|train|khidki|building|bridge|metro|gadi & kud*|kood*|jump & mann|man|soch*|jau*|ka, pankhe|rassi|phande se & latak*|nikal*, fansi|faansi|phansi laga*|par, rassi nikal*, gadi|car & ped|deewar & mann|soch*
haath|nas|kalai|nase ki? nas? phir? ko? kaat*|kat* & lu*|blade|mann|man|li|phir|khud, blade|lighter|cigarette se & khud|haath|kaat*|jala*, phir se haath|khud kaat*, self harm & phir|kiya|shuru, sir|sar & diwar|deewar & mar*
dar lagta|hai & khud|akele|ghar & marta|bharosa|raat|pati|wo|khud, khud pe|par bharosa nahi, kuch kar na baithu, ghar & surakshit|safe & nahi, pati|wo|usne|boyfriend|husband & marta|mara|gala|pitta|peetta & mujhe|dabaya|phir|ghar|hai|kal & ghar|phir|dar|dabaya|raat|roz
mar|maar dalega|dega|dalegi & pati|dar|usne|chhod|chod & pati|dar|gayi|husband)",
     R"(aatmahatya, atmahatya, aatmhatya, khudkushi, khudkusi, susaid, suicaid, marna chaht*, jeena|jina nahi chaht*)",
     R"(caller|customer|grahak|client|wo|usne|aadmi|aurat|uncle|vah|wah ne? bol*|kaha|kehta|chillaya|biwi|ki, bola|boli|kaha|bole|chillaya|bolta|bolti ki?|hai?)",
     R"(caller, customer, grahak, kolar, call, squad, rokatham|roktham|prevention, training|trening, session, film, kitab, gana|gaana, khabar, podcast, game, coffee, chai, dhamki, bataya, bola, boli, kaha, sunke)"},
    // Tagalog
    {R"(
ilang tableta|gamot & kailangan|mamatay, sakit & matapos & habambuhay|lahat|gusto, braso ko & dumugo, mas madali & mamatay|wala|di & eexist|mamatay|mawala, ayoko|ayaw na? ko? magising bukas
gusto|gsto|gustong|nais|sana ko|kong|na|q|ng|nang? na|nang|ng? lang? na? ako? mamatay|magpakamatay|maglaho|magbigti|magpasagasa !sa|haha, ayoko|ayaw ko|na|nang na|nang? mabuhay|magising !sa|si, gusto|sana ko|na|mawala na? nang? lang? mawala|na sa? mundo|lang|ako !opisina, mamatay|mawala na sana|lang|nalang? ako !sa|haha|kakatawa, ayoko na|nang mabuhay|magising !sa|si
wala|walang nang|na|akong|kwenta|silbi & dahilan|buhay|mabuhay|paraan & mabuhay|ko|mamatay, para|bakit saan? pa mabuhay, ano pa? silbi & buhay, pagod|sawa na|nakong & mabuhay|buhay, kaya na? mabuhay, gusto & matapos & lahat
sana di|hindi & pinanganak|ipinanganak|magising|nagising, di|hindi na & gumising|magising & matulog|gusto|sana|para|gamot, papatayin|patayin|barilin|saktan|sinasaktan|pinaso|saksakin ko? na? lang? ang? ko? sarili, sarili ko & papatayin|patayin|saktan
magpapakamatay|magpakamatay|pagpapakamatay|magbibigti|magbigti|maglalaslas|naglaslas na|ko|ako|ulit|ngayon|nalang !siya|daw|raw|ka, iniisip|naiisip|naisip ko|kong & magpakamatay|pagpapakamatay|suicide|mamatay|kamatayan|tumalon|magbigti|maglaslas, suicidal ako|na|thoughts & ako|na naman|ngayon, suicide nalang|na|ako, susuicide|kill myself
wakasan|tapusin|tatapusin|kitilin|wawakasan na? ko? na? ang? sarili? kong? buhay !ng, tapusin lahat & buhay, kundi mamatay|kamatayan, kamatayan & pahinga|araw|nalang|lang & ko, mas & kung|pag wala na? ako, pabigat lang? ako, mamatay|namatay ako & walang|kung|pag & iiyak|makakapansin|walang|pakialam
huling|sinulat sulat|note|ko & patawad|paalam|kanila|huling & sulat|patawad|lahat, nakabilang|inipon|binilang & gamot|tableta, uminom|ininom|nilunok|iinom & lahat|maraming|lason & gamot|pills|magising|lason & sleeping|magising|lason|kagabi|lahat, overdose ako|nung & ako
tulay|bintana|building|bubong|rooftop|tren & tumalon|tatalon|magpasagasa & gusto|gustong|naisip|lang, ibangga & poste|puno|kotse & gusto, lubid|baril|blade & nakahanda|drawer|tinitingnan, bala sa ulo
laslas ulit|na, hiniwa|hinihiwa|hiwa ko & braso|hita|pulso, nag|mag self harm|overdose na? ulit|ako, inuuntog|sinusuntok ko & ulo|sarili, takot|natatakot & magagawa & sarili, tiwala sa sarili & wala|gabi, takot|ayoko|natatakot akong|ako|na umuwi & niya|bugbog|binubugbog|asawa|bahay
binubugbog|sinaktan|sinakal|sinuntok|sinasaktan|ginulpi|binugbog na? ulit? naman? niya? ako, sinaktan & ako & asawa, asawa|jowa|partner|bf & papatayin|mapatay & ako|niya & pag|takot|umalis, di|hindi ako ligtas & bahay, takot & mapatay)",
     R"(suicid*, magpakamatay, magpapakamatay, nagpakamatay, pagpapakamatay, overdose, gusto|ayaw na? niyang|niya mamatay|mabuhay, nagbigti, naglalaslas)",
     R"(sabi|sinigaw*|sumigaw|kwento ng|niya|ni|nya|ako !asawa|jowa|partner|bf, customer|caller sumigaw|gusto)",
     R"(customer*, caller*, client*, tawag, squad, training, prevention, pelikula, palabas, libro, kanta, banda, podcast, laro, kape, tsokolate, sabi niya, kwento, niya|siya daw|raw?, anak niya, asawa niya, gutom, tawa, call)"},
};
// clang-format on

}  // namespace eddy
