#include "core/exchange/html.h"

#include "core/base/date_words.h"

namespace eddy {
namespace {

constexpr const char* kHead = R"html(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .4rem; border-bottom: 1px solid; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1.2rem; }
caption { text-align: start; font-weight: 600; padding: .2rem 0; }
th, td { text-align: start; vertical-align: top; padding-block: .25rem; padding-inline: 0 .8rem; }
thead th { font-weight: 400; font-size: .85rem; opacity: .75; border-bottom: 1px solid; }
td { white-space: pre-wrap; overflow-wrap: anywhere; }
td.when, tbody th { white-space: nowrap; font-weight: 400; }
img { max-width: 20rem; max-height: 20rem; display: block; }
dl { display: grid; grid-template-columns: minmax(0, 19em) minmax(0, 1fr); gap: .5rem 1.5rem; margin: .8rem 0; }
dt { font-weight: 600; overflow-wrap: anywhere; }
dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
@media screen and (max-width: 40rem) { dl { display: block; } dt { margin-block-start: .8rem; } }
blockquote { margin: .8rem 0; padding-inline-start: 1rem; border-inline-start: .25rem solid; font-size: 1.15rem;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.small { font-size: .85rem; opacity: .8; }
@page { size: A4; margin: 15mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10pt; }
  h1 { margin: 0; } h2 { break-after: avoid; margin-block-start: 1.1rem; } p { margin: .5em 0; } dl { gap: .25em 1.5em; }
  tr, img, dd, blockquote, .whole { break-inside: avoid; }
  thead { display: table-header-group; }
}
</style>
)html";

}  // namespace

std::string page_begins(std::string_view title) {
  const auto words = escaped(title);
  return kHead + ("<title>" + words + "</title>\n</head>\n<body>\n<h1>" + words + "</h1>\n");
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (uint8_t(c) >= ' ' || c == '\n' || c == '\t')  // other control characters say nothing on a page
      out += c == '\x7f' ? ' ' : c;
  }
  return out;
}

std::string written_on(Moment now) {
  return "Written on " + day_words(floor_div(now.local_ms(), kDay)) +
         ". This file is not encrypted: everybody who has it can read it.";
}

}  // namespace eddy
