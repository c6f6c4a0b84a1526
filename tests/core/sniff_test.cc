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
      {zip_of({"word/document.xml"}), FileKind::other_zip},
      {zip_of({}), FileKind::other_zip},
      {"PK\3\4", FileKind::other_zip},
      {"%PDF-1.7\n...", FileKind::pdf},
      {"SQLite format 3\0 and more"s, FileKind::database},
      {noise, FileKind::unknown},
      {std::string(300, '\0'), FileKind::unknown},
      {"EDDYBACK\1\0\0\0"s, FileKind::eddy_backup},
      {"[\n{\"entry\":{\"settings\":{}}}\n]\n", FileKind::eddy_export},
      {"[{\"date\":\"2021-9-28\",\"type\":\"Mood\",\"scores\":[3]}]", FileKind::other_json},
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
