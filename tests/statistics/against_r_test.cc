// Against what others get: R, where it is on this machine (Debian: r-base-core), and published figures.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/statistics/series.h"
#include "core/statistics/student.h"

namespace eddy::statistics {
namespace {

// Extra hours of sleep by the second of two drugs over the first, of ten people (Student 1908, The probable error of a mean).
const std::vector<double> kSleep = {1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4};
// Heights in cm and tensions, of no source.
const std::vector<std::vector<double>> kSeries = {
    kSleep, {3, 4, 4, 5, 7}, {170.2, 181.1, 165, 177.7, 169.5, 172.3, 190.4}};

// Nothing believed and no day like another: every other day one value.
Level plain(const std::vector<double>& values, double cover) {
  Series series;
  for (const double v : values) series.push_back({2 * int64_t(series.size()), v});
  return level(series, {.spread = 1, .alike = 0, .spread_days = 0, .alike_days = 0}, cover);
}

TEST(Published, StudentsSleep) {
  const auto own = plain(kSleep, 0.95);
  EXPECT_NEAR(own.mean, 1.58, 1e-12);
  const double half = (own.high - own.low) / 2;
  EXPECT_NEAR(own.mean / (half / student_quantile(0.975, 9)), 4.0621, 5e-5);  // t
  EXPECT_NEAR(2 * student_above(4.0621, 9), 0.002833, 5e-7);                  // two-sided p
}

// One number a line.
std::vector<double> of_r(const std::string& script) {
  std::vector<double> out;
  FILE* r = popen(("Rscript --vanilla -e '" + script + "'").c_str(), "r");
  if (!r) return out;
  for (double v = 0; std::fscanf(r, "%lf", &v) == 1;) out.push_back(v);
  pclose(r);
  return out;
}

std::string listed(const std::vector<double>& values) {
  std::string out;
  for (const double v : values) out += (out.empty() ? "c(" : ",") + std::to_string(v);
  return out + ")";
}

TEST(AgainstR, IntervalsAndQuantilesAreTheSame) {
  if (std::system("command -v Rscript > /dev/null 2>&1") != 0) GTEST_SKIP() << "R is not on this machine";
  std::string script;
  std::vector<double> own;
  for (const auto& values : kSeries)
    for (const double cover : {0.9, 0.95}) {
      script += "cat(sprintf(\"%.15g\\n\", t.test(" + listed(values) +
                ", conf.level=" + std::to_string(cover) + ")$conf.int));";
      const auto level = plain(values, cover);
      own.push_back(level.low), own.push_back(level.high);
    }
  for (const double free : {0.5, 1.0, 2.5, 9.0, 47.3, 1000.0, 100'000.0})
    for (const double p : {0.6, 0.9, 0.95, 0.975, 0.9999}) {
      script += "cat(sprintf(\"%.15g\\n\", qt(" + std::to_string(p) + "," + std::to_string(free) + ")));";
      own.push_back(student_quantile(p, free));
    }
  const auto theirs = of_r(script);
  ASSERT_EQ(theirs.size(), own.size());
  for (size_t i = 0; i < own.size(); ++i) EXPECT_NEAR(own[i] / theirs[i], 1, 1e-9) << i;
}

}  // namespace
}  // namespace eddy::statistics
