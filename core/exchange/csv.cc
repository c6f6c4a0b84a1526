#include "core/exchange/csv.h"

#include "core/exchange/scripts.h"

namespace eddy {
namespace {

constexpr std::string_view kBreaks = "\r\n";

// What is outside of quotes in the first line, and how that line ends.
struct FirstLine {
  size_t commas = 0, semicolons = 0, tabs = 0;
  bool lone_cr = false;
  explicit FirstLine(std::string_view text) {
    bool quoted = false;
    for (size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '"') quoted = !quoted;
      if (quoted) continue;
      commas += c == ',';
      semicolons += c == ';';
      tabs += c == '\t';
      if (kBreaks.find(c) == std::string_view::npos) continue;
      lone_cr = c == '\r' && text.substr(i + 1, 1) != "\n";
      return;
    }
  }
  char separator() const {
    if (semicolons > commas && semicolons >= tabs) return ';';
    return tabs > commas ? '\t' : ',';
  }
};

}  // namespace

CsvReader::CsvReader(std::string_view text) : text_(text) {
  if (text_.substr(0, 3) == "\xef\xbb\xbf") text_.remove_prefix(3);
  const FirstLine first(text_);
  lone_cr_ = first.lone_cr;
  again_ = 4 * text_.size();
  separator_ = first.separator();
  // "sep=;", as spreadsheets understand it; some put it into quotes.
  const auto line = text_.substr(0, text_.find_first_of(kBreaks));
  auto said = line;
  if (said.size() > 1 && said.front() == '"' && said.back() == '"') said = said.substr(1, said.size() - 2);
  if (said.size() != 5 || in_small(std::string(said.substr(0, 4))) != "sep=" || said[4] == '"') return;
  separator_ = said[4];
  at_ = line.size();
  if (at_ < text_.size()) skip_break();
}

bool CsvReader::at_break() const {
  const char c = text_[at_];
  if (c == '\n') return true;
  return c == '\r' && (lone_cr_ || at_ + 1 == text_.size() || text_[at_ + 1] == '\n');
}

void CsvReader::skip_break() {
  at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
  ++line_;
}

bool CsvReader::at_field_end() const { return at_ >= text_.size() || text_[at_] == separator_ || at_break(); }

// From behind the opening quote to behind the closing one.
void CsvReader::read_quoted(std::string& field) {
  const int line = line_;
  while (at_ < text_.size()) {
    if (at_break()) {
      const auto from = at_;
      skip_break();
      field += text_.substr(from, at_ - from);
      continue;
    }
    const char c = text_[at_++];
    if (c == '"' && (at_ == text_.size() || text_[at_] != '"')) {
      open_ = open_ || (line_ > line && !at_field_end());  // it opens the quotes of a later row
      return;
    }
    field += c;
    at_ += c == '"';
  }
  open_ = true;
}

void CsvReader::end_field(CsvRow& row, std::string& field) {
  if (row.fields.size() < kMostFields)
    row.fields.push_back(std::move(field));
  else
    row.cut = true;
  field.clear();
}

// False: the line was empty.
bool CsvReader::read(CsvRow& row) {
  std::string field;
  bool quoted = false, any = false;
  while (at_ < text_.size() && !open_ && !at_break()) {
    const char c = text_[at_++];
    any = true;
    if (c == '"' && field.empty() && !quoted) {
      quoted = true;
      read_quoted(field);
    } else if (c == separator_) {
      end_field(row, field);
      quoted = false;
    } else {
      field += c;
    }
  }
  end_field(row, field);
  return any;
}

bool CsvReader::next(CsvRow& row) {
  while (at_ < text_.size()) {
    row = {};
    row.line = line_;
    const auto from = at_;
    open_ = false;
    bool any = read(row);
    row.open_quote = open_;
    if (open_ && at_ - from <= again_) {  // what follows the line is not the quote's
      again_ -= at_ - from;
      at_ = from;
      line_ = row.line;
      while (at_ < text_.size() && !at_break()) ++at_;
    }
    if (at_ < text_.size() && at_break()) skip_break();
    if (any) return true;
  }
  return false;
}

std::vector<CsvRow> read_csv(std::string_view text) {
  std::vector<CsvRow> rows;
  CsvReader reader(text);
  for (CsvRow row; reader.next(row);) rows.push_back(std::move(row));
  return rows;
}

void unwrap(CsvRow& row) {
  if (row.fields.size() != 1 || row.open_quote) return;
  CsvReader reader(row.fields[0]);
  CsvRow inner, more;
  if (!reader.next(inner) || inner.open_quote || reader.next(more)) return;
  row.fields = std::move(inner.fields);
  row.cut = inner.cut;
}

}  // namespace eddy
