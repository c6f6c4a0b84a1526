// A week or a month, looked back at, as a page to read and to print, and line by line for somebody whom one asks. It words what
// core/insights/review.h tells.
#pragma once
#include "core/base/moment.h"
#include "core/journal/page.h"
#include "eddy/api/insights.pb.h"

namespace eddy {

// Fills in what it comes to in words: its title, what stands above it, its sections. Every shell shows these.
void word(api::ReviewReply& review);
std::string review_html(const api::ReviewReply& review, Moment now);
// What the file of it is called: of letters, digits, - and . alone.
std::string review_file(const api::ReviewReply& review);
// Its lines without the words that are meant for the person alone. Keys are the same whenever it is asked.
api::PageReply review_lines(const api::ReviewReply& review, const ChosenPage::Keys& chosen);

}  // namespace eddy
