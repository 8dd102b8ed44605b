#include "sandbox/titles.hpp"

namespace sandbox {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view qualities[] = {"Paper",  "Hollow", "Northern", "Electric", "Borrowed", "Quiet",  "Second",   "Broken",
                                          "Golden", "Winter", "Plastic",  "Careless", "Midnight", "Little", "Distant",  "Careful",
                                          "Salt",   "Unsent", "Wooden",   "Velvet",   "Slow",     "Bitter", "Phosphor", "Empty"};
constexpr std::string_view things[] = {"Harbour", "Radio",      "Orchard",  "Telephone", "Staircase", "Letters", "Weather",  "Kingdom",
                                       "Mirror",  "Engine",     "Summer",   "Cathedral", "Satellite", "Garden",  "Window",   "Skyline",
                                       "Machine", "Lighthouse", "Avenue",   "Hospital",  "Carousel",  "Anchor",  "Elevator", "Snow",
                                       "Compass", "Bonfire",    "Postcard", "Ballroom",  "Glacier",   "Sparrow", "Curtain",  "Dynamo"};
constexpr std::string_view doings[] = {"Waiting",  "Running", "Falling",  "Sleeping", "Calling",  "Dancing",
                                       "Drowning", "Leaving", "Counting", "Burning",  "Learning", "Walking"};
constexpr std::string_view places[] = {"in the Dark",   "by the Sea",         "on the Line", "at the Gate",
                                       "under Glass",   "through the Static", "before Dawn", "without You",
                                       "for the Ferry", "against the Clock",  "in July",     "over the Rooftops"};
constexpr std::string_view phrases[] = {"Don't Answer It",       "I Was Never There",
                                        "Tell Me Twice",         "What the Tide Took",
                                        "Hold the Lift",         "Nobody's Fault / Nobody's Home",
                                        "Call It Even",          "(Not) Your Emergency",
                                        "Everything Must Go On", "Who Left the Light On?",
                                        "Goodnight, Operator",   "1,000 Small Repairs",
                                        "Say It Plainly",        "We Used to Live Here",
                                        "Keep the Change",       "No. 9"};

constexpr std::string_view russian[] = {"Белый",     "Ночной",   "Стеклянный", "Последний", "Тёплый", "Чужой",
                                        "Медленный", "Северный", "Пустой",     "Зимний",    "Старый", "Синий"};
constexpr std::string_view russian_things[] = {"вокзал", "маяк",  "трамвай", "город", "дождь", "свет",
                                               "снег",   "голос", "берег",   "лифт",  "сад",   "мост"};
constexpr std::string_view greek_words[] = {"Λευκή", "Παλιά",  "Κρυφή",   "Γυάλινη", "Βραδινή",
                                            "Ήσυχη", "Αλμυρή", "Χάρτινη", "Ξένη",    "Τελευταία"};
constexpr std::string_view greek_things[] = {"θάλασσα", "πόλη", "νύχτα", "βροχή", "πόρτα", "αυλή", "φωνή", "στάση", "σκιά", "μέρα"};
constexpr std::string_view japanese_words[] = {"夜の", "最後の", "透明な", "遠い", "青い", "冬の", "誰かの", "雨の", "静かな", "白い"};
constexpr std::string_view japanese_things[] = {"灯台", "手紙",   "電車", "海",   "窓",     "約束",
                                                "階段", "ラジオ", "月",   "部屋", "自転車", "踏切"};
constexpr std::string_view korean_words[] = {"푸른 ", "느린 ", "마지막 ", "작은 ", "하얀 ", "오래된 ", "조용한 ", "먼 ", "겨울 ", "새벽 "};
constexpr std::string_view korean_things[] = {"편지", "바다", "기차", "창문", "라디오", "골목", "약속", "등대", "계단", "우산"};
constexpr std::string_view arabic_words[] = {"ليل", "بحر", "باب", "صوت", "شارع", "مطر", "ظل", "ضوء", "طريق", "نافذة"};
constexpr std::string_view arabic_things[] = {" المدينة", " الشتاء", " البعيد", " الميناء", " الصباح",
                                              " الغريب",  " القديم", " الملح",  " السفر",   " الغياب"};
constexpr std::string_view hebrew_words[] = {"לילה", "רחוב", "קול", "חלון", "אור", "גשם", "שיר", "רכבת", "מכתב", "צל"};
constexpr std::string_view hebrew_things[] = {" אחרון", " רחוק", " שקט", " לבן", " ישן", " זר", " של חורף", " על הים", " בתחנה", " בלי שם"};
constexpr std::string_view spanish_words[] = {"La última", "Otra", "Mi", "Una", "Aquella", "Ninguna", "La vieja", "Toda la"};
constexpr std::string_view spanish_things[] = {" tormenta", " canción", " orilla",    " calle", " radio", " mañana",
                                               " sal",      " ciudad",  " bicicleta", " señal", " luz",   " noche"};
constexpr std::string_view french_words[] = {"La dernière", "Une autre", "Ma", "Cette", "La petite", "Aucune", "Toute la", "Sans"};
constexpr std::string_view french_things[] = {" rue",   " fenêtre", " lumière", " gare",   " forêt",  " mémoire",
                                              " pluie", " fête",    " ville",   " façade", " lettre", " nuit"};
constexpr std::string_view german_words[] = {"Kaltes ", "Letztes ", "Fremdes ", "Stilles ", "Grünes ", "Altes ", "Weißes ", "Schönes "};
constexpr std::string_view german_things[] = {"Licht", "Haus",     "Meer",    "Gleis", "Fenster", "Glück",
                                              "Gerät", "Geräusch", "Gewölbe", "Eis",   "Zimmer",  "Wetter"};
constexpr std::string_view nordic_words[] = {"Stille ", "Kald ", "Gammel ", "Siste ", "Blå ", "Mørk ", "Langsom ", "Hvid "};
constexpr std::string_view nordic_things[] = {"havn", "vinter", "skov", "stjerne", "sø",  "ø",
                                              "nat",  "fjord",  "drøm", "regn",    "ild", "tåge"};

struct Lexicon {
  Words first, second;
  std::string_view between;
};

Lexicon lexicon(Script script) {
  switch (script) {
    case Script::cyrillic: return {russian, russian_things, " "};
    case Script::greek: return {greek_words, greek_things, " "};
    case Script::japanese: return {japanese_words, japanese_things, ""};
    case Script::korean: return {korean_words, korean_things, ""};
    case Script::arabic: return {arabic_words, arabic_things, ""};
    case Script::hebrew: return {hebrew_words, hebrew_things, ""};
    case Script::spanish: return {spanish_words, spanish_things, ""};
    case Script::french: return {french_words, french_things, ""};
    case Script::german: return {german_words, german_things, ""};
    case Script::nordic: return {nordic_words, nordic_things, ""};
    case Script::english: break;
  }
  return {qualities, things, " "};
}

std::string joined(const Lexicon& words, Dice& dice) {
  std::string title(dice.pick(words.first));
  title += words.between;
  return title += dice.pick(words.second);
}

}  // namespace

std::string song_title(Script script, Dice& dice) {
  if (script != Script::english) return joined(lexicon(script), dice);
  switch (dice.below(8)) {
    case 0: return std::string(dice.pick(things));
    case 1: return std::string(dice.pick(phrases));
    case 2: return "The " + joined(lexicon(script), dice);
    case 3:
    case 4: return std::string(dice.pick(doings)) + " " + std::string(dice.pick(places));
    case 5: return std::string(dice.pick(things)) + " " + std::string(dice.pick(places));
    default: return joined(lexicon(script), dice);
  }
}

std::string album_title(Script script, Dice& dice) {
  if (script != Script::english) return joined(lexicon(script), dice);
  switch (dice.below(3)) {
    case 0: return std::string(dice.pick(things)) + " & " + std::string(dice.pick(things));
    case 1: return joined(lexicon(script), dice);
    default: return "A " + joined(lexicon(script), dice) + " " + std::string(dice.pick(places));
  }
}

}  // namespace sandbox
