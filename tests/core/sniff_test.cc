// What a file is told to be that somebody hands over.
#include "core/exchange/sniff.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>

#include "tests/core/daylio.h"
#include "tests/places.h"

namespace eddy::test {
namespace {

std::string zip_of(const Strings& names) {
  const auto number = [](size_t n, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += char(n >> (8 * i));
    return out;
  };
  std::string files, directory;
  for (const auto& name : names) {
    directory += "PK\1\2" + std::string(24, '\0') + number(name.size(), 2) + std::string(12, '\0') +
                 number(files.size(), 4) + name;
    files += "PK\3\4" + std::string(22, '\0') + number(name.size(), 2) + number(0, 2) + name + "data";
  }
  return files + directory + "PK\5\6" + number(0, 4) + number(names.size(), 2) + number(names.size(), 2) +
         number(directory.size(), 4) + number(files.size(), 4) + number(0, 2);
}

TEST(Sniff, KnowsWhatAFileIs) {
  const std::string noise = [] {
    std::mt19937 random(7);
    std::string s;
    while (s.size() < 5000) s += char(random());
    return s;
  }();
  const std::vector<std::pair<std::string, FileKind>> files = {
      {"", FileKind::empty},
      {" \r\n\t\n", FileKind::empty},
      {"\xef\xbb\xbf", FileKind::empty},
      {zip_of({"assets/photos/1/2.jpg", "backup.daylio"}), FileKind::daylio_backup},
      {"eyJ2ZXJzaW9uIjoxNSwiY3VzdG9tTW9vZHMi\nOltdfQ==\n", FileKind::daylio_backup},
      {"{\"version\":15,\"customMoods\":[],\"dayEntries\":[]}", FileKind::daylio_backup},
      {zip_of({"Habits.csv", "Checkmarks.csv", "001 Walk/Checkmarks.csv"}), FileKind::loop_habits},
      {"SQLite format 3\0...CREATE TABLE Habits(...)...CREATE TABLE Repetitions(...)"s,
       FileKind::loop_habits},
      {"Position,Name,Type,Question\n1,Walk,,\n", FileKind::loop_habits},
      {"Date,Walk,Read,\n2021-09-28,2,0,\n", FileKind::loop_habits},
      {"HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\nWalk,,,2021-09-28,1,\n",
       FileKind::habitbull_csv},
      {zip_of({"[Content_Types].xml", "xl/workbook.xml"}), FileKind::spreadsheet},
      {zip_of({"word/document.xml"}), FileKind::document},
      {zip_of({}), FileKind::other_zip},
      {"PK\3\4", FileKind::other_zip},
      {"%PDF-1.7\n...", FileKind::pdf},
      {"SQLite format 3\0 and more"s, FileKind::database},
      {noise, FileKind::unknown},
      {std::string(300, '\0'), FileKind::unknown},
      {"EDDYBACK\1\0\0\0"s, FileKind::eddy_backup},
      {"[\n{\"entry\":{\"settings\":{}}}\n]\n", FileKind::eddy_export},
      {"[{\"date\":\"2021-9-28\",\"type\":\"Mood\",\"scores\":[3]}]", FileKind::mood_diary},
      {"{ \"items\": [] }", FileKind::other_json},
      {utf16("{\"a\":1}", false), FileKind::other_json},
      {"<!DOCTYPE html>\n<html>", FileKind::html},
      {"\n<HTML lang=en>", FileKind::html},
      {"<svg xmlns='...'/>", FileKind::image},
      {"\xff\xd8\xff\xe0", FileKind::image},
      {"\x89PNG\r\n", FileKind::image},
      {"RIFF....WEBPVP8 ", FileKind::image},
      {"....ftypheic", FileKind::image},
      {"date,mood\n2021-09-28,good\n", FileKind::other_csv},
      {"date;mood\r\n2021-09-28;good\r\n", FileKind::other_csv},
      {"Dear diary, it rained.\nThen it stopped.\n", FileKind::unknown},
      {"[x] bread\n[ ] milk\n", FileKind::unknown},
      {kDaylioHeader, FileKind::daylio_csv},
      {"sep=;\n\n" + fixture("excel_de.csv"), FileKind::daylio_csv},
      {utf16(kDaylioHeader, true), FileKind::daylio_csv}};
  for (const auto& [bytes, kind] : files) EXPECT_EQ(kind_of(bytes), kind) << bytes.substr(0, 60);
  for (const char* frozen : {"export-1.json", "export-2.json", "export-3.json"}) {
    std::ifstream f(source() + "/tests/frozen/" + frozen, std::ios::binary);
    EXPECT_EQ(kind_of(std::string(std::istreambuf_iterator<char>(f), {})), FileKind::eddy_export) << frozen;
  }
}

// An old Office file with one entry in its directory.
std::string office(const std::string& name) {
  std::string header = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + std::string(504, '\0');
  header[30] = 9;  // sectors of 512 bytes; the directory is the second
  header[48] = 1;
  return header + std::string(512, 'x') + utf16(name, false) + std::string(512, '\0');
}
// With a password: its second file alone, as the directory says.
std::string locked(std::string zip) {
  zip[zip.rfind("PK\1\2") + 8] = 1;
  return zip;
}

TEST(Sniff, KnowsTheFilesOfOtherPrograms) {
  const auto film = [](const std::string& brand) { return "\0\0\0\x18"s + "ftyp" + brand + "isom"; };
  const std::vector<std::pair<std::string, FileKind>> files = {
      {office("Workbook"), FileKind::spreadsheet},
      {office("Book"), FileKind::spreadsheet},
      {office("WordDocument"), FileKind::document},
      {office("EncryptedPackage"), FileKind::packed},
      {zip_of({"Index/Tables/DataList.iwa", "Index/Document.iwa"}), FileKind::spreadsheet},
      {zip_of({"Index/Document.iwa"}), FileKind::document},
      {"PK\3\4" + std::string(26, '\0') + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
       FileKind::spreadsheet},
      {"PK\3\4" + std::string(26, '\0') + "mimetypeapplication/vnd.oasis.opendocument.text",
       FileKind::document},
      {"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
       FileKind::spreadsheet},
      {zip_of({"daylio_export.csv"}), FileKind::packed},
      {locked(zip_of({"diary/", "diary/diary.txt"})), FileKind::packed},
      {zip_of({"backup_2021_09_28.daylio"}), FileKind::daylio_backup},
      {locked(zip_of({"diary/", "diary/diary.txt"})).substr(0, 50), FileKind::other_zip},
      {"\x1f\x8b\x08\0"s, FileKind::packed},
      {"BZh91AY&SY", FileKind::packed},
      {"\xfd"
       "7zXZ\0"s,
       FileKind::packed},
      {"7z\xbc\xaf\x27\x1c", FileKind::packed},
      {"Rar!\x1a\x07\x01\0"s, FileKind::packed},
      {"diary.csv" + std::string(248, '\0') + "ustar", FileKind::packed},
      {"-----BEGIN PGP MESSAGE-----\n", FileKind::packed},
      {"L\0\0\0\1\x14\2\0"s + std::string(20, '\0'), FileKind::shortcut},
      {"[InternetShortcut]\r\nURL=https://example.org/\r\n", FileKind::shortcut},
      {"[Desktop Entry]\nType=Link\nURL=file:///a\n", FileKind::shortcut},
      {"<?xml version=\"1.0\"?>\n<plist "
       "version=\"1.0\"><dict><key>URL</key><string>x</string></dict></plist>",
       FileKind::shortcut},
      {"bplist00\xd1\1\2SURL_", FileKind::shortcut},
      {"{\"url\":\"https://docs.google.com/open?id=1\",\"doc_id\":\"1\"}", FileKind::shortcut},
      {"bplist00\xd2", FileKind::other_app},
      {"<?xml version=\"1.0\"?><plist><dict><key>mood</key></dict></plist>", FileKind::other_app},
      {"<?xml version=\"1.0\"?>\n<HealthData/>", FileKind::other_app},
      {"<smses count=\"1\"><sms body=\"hi\"/></smses>", FileKind::other_app},
      {"<div><p>full_date</p></div>", FileKind::html},
      {"ANDROID BACKUP\n5\n1\nnone\n", FileKind::other_app},
      {"WorkRaveStats 4\nD 28 8 121 9 0\n", FileKind::other_app},
      {"start,end,breaths,heartrate\n1,2,3,4\n", FileKind::other_app},
      {"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", FileKind::calendar},
      {"BEGIN:VCARD\nVERSION:3.0\n", FileKind::contacts},
      {"{\\rtf1\\ansi mood}", FileKind::document},
      {"<table><tr><td>full_date</td></tr></table>", FileKind::html},
      {"From a@example.org Tue Sep 28 22:05:00 2021\nFrom: A\nTo: B\n\nfull_date,mood\n", FileKind::mail},
      {"Received: from x\r\n by y\r\nDate: Tue\r\nSubject: moods\r\n\r\nhello\r\n", FileKind::mail},
      {film("isom"), FileKind::recording},
      {film("M4A "), FileKind::recording},
      {film("qt  "), FileKind::recording},
      {film("heic"), FileKind::image},
      {film("avif"), FileKind::image},
      {"ID3\3\0"s, FileKind::recording},
      {"OggS\0"s, FileKind::recording},
      {"RIFF....WAVEfmt ", FileKind::recording},
      {"RIFF....AVI LIST", FileKind::recording},
      {"\x1a\x45\xdf\xa3", FileKind::recording},
      {"FeatureName,Timestamp,Value,Label,Note\nMood,2021-09-28T22:05:00+02:00,3,,\n",
       FileKind::track_and_graph},
      {"[{\"timeCreated\":\"2021\",\"timeModified\":\"2021\",\"text\":\"\",\"mood\":-1}]",
       FileKind::mood_diary},
      {"{\"version\":1,\"items\":[{\"id\":1,\"date\":\"2021\",\"rating\":\"good\",\"tags\":[]}],\"settings\":"
       "{}}",
       FileKind::mood_diary},
      {"[{\"dateAwoke\":\"2021-09-28\",\"minutesSlept\":420}]", FileKind::mood_diary},
      {",,,\n,,,\n", FileKind::empty},
      {"\"\"\n", FileKind::empty},
      {"\u00a0\u3000\u200b\n", FileKind::empty},
      {"Dear diary, from: here to: there.\nSubject: rain.\nIt rained.\n", FileKind::unknown},
      {"<3 my diary\n", FileKind::unknown},
  };
  for (const auto& [bytes, kind] : files) EXPECT_EQ(int(kind_of(bytes)), int(kind)) << bytes.substr(0, 60);
}

TEST(Sniff, TakesADaylioFileForOneWhereverItIsCutAndHoweverOftenItIsThere) {
  const auto whole = fixture("excel_de.csv");
  for (size_t n = whole.find('\n'); n <= whole.size(); ++n)
    EXPECT_EQ(kind_of(whole.substr(0, n)), FileKind::daylio_csv);
  EXPECT_EQ(kind_of(whole + whole), FileKind::daylio_csv);
  EXPECT_EQ(read_daylio_file(whole + whole).rows.size(), 2 * read_daylio_file(whole).rows.size());
}

TEST(Sniff, LooksAtTheNamesOfAZipThatIsCutShortOrLies) {
  const auto whole = zip_of({"backup.daylio", "assets/1.jpg"});
  EXPECT_EQ(kind_of(whole + "tail"), FileKind::daylio_backup);
  for (size_t n = 0; n <= whole.size(); ++n) (void)kind_of(whole.substr(0, n));
  EXPECT_EQ(kind_of(whole.substr(0, 60)), FileKind::daylio_backup);
  for (unsigned seed = 1; seed <= 3000; ++seed) {
    std::mt19937 random(seed);
    auto lies = whole;
    for (int i = 0; i < 4; ++i) lies[random() % lies.size()] = char(random());
    (void)kind_of(lies);  // the sanitizers watch
  }
}

}  // namespace
}  // namespace eddy::test
