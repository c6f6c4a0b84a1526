// Against what others get: R, where it is on this machine (Debian: r-base-core), and published figures.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/statistics/pooled.h"
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

// The same model from its other side: not by what is known of each unknown, but by how alike ratings are when nothing is
// known, in one dense matrix. `practice` and `family` from 1; of each practice it prints mean, low and high.
constexpr const char* kPooledInR = R"r(
noise0 <- 1.5; count0 <- 5; practices <- 0.8; families <- 0.6
n <- length(fell); x <- cbind(1, start - mean(start), outer(family[practice], seq_len(max(family)), "=="),
                              outer(practice, seq_along(family), "==")) * 1
apart <- abs(outer(seq_len(n), seq_len(n), "-"))
known <- function(alike, noise, byp, byf) {
  g <- diag(c(1 / 0.01, 1, rep(byf^2, max(family)), rep(byp^2, length(family))))
  v <- outer(noise[practice], noise[practice]) * alike^apart
  all <- v + x %*% g %*% t(x); w <- g %*% t(x) %*% solve(all)
  square <- count0 * noise0^2 + sum(fell * solve(all, fell))
  list(mean = drop(w %*% fell), cov = (g - w %*% x %*% g) * square / (count0 + n),
       log = -determinant(all)$modulus / 2 - (count0 + n) / 2 * log(square))
}
rough <- known(0.3, rep(1, length(family)), practices, families)
off <- fell - drop(x %*% rough$mean)
rated <- tabulate(practice, length(family)); freely <- pmax(0, rated - 1)
square <- sapply(seq_along(family), function(p) sum(off[practice == p]^2))
even <- (count0 * noise0^2 + sum(square)) / (count0 + sum(freely))
both <- sum((off[-1]^2 + off[-n]^2) / 2)
alike <- min(0.7, max(0, (0.3 * 60 + sum(off[-1] * off[-n]) / both * (n - 1)) / (60 + n - 1)))
noise <- sqrt((30 + square / even) / (30 + freely))
width <- function(at) { between <- (head(at, -1) + tail(at, -1)) / 2; diff(c(0, between, 2 * tail(at, 1))) }
byp <- c(0.03, 0.1, 0.18, 0.27, 0.4, 0.6, 0.9, 1.35, 2); byf <- c(0.03, 0.15, 0.4, 0.9)
grid <- list(); logs <- c()
for (i in seq_along(byp)) for (j in seq_along(byf)) {
  k <- known(alike, noise, byp[i], byf[j]); grid <- c(grid, list(k))
  logs <- c(logs, k$log + log(width(byp)[i] * width(byf)[j]) - byp[i]^2 / 2 / practices^2 - byf[j]^2 / 2 / families^2)
}
weight <- exp(logs - max(logs)); weight <- weight / sum(weight)
for (p in seq_along(family)) {
  u <- c(1, 0, seq_len(max(family)) == family[p], seq_along(family) == p)
  at <- sapply(grid, function(k) sum(u * k$mean))
  spread <- sapply(grid, function(k) 1.025 * sqrt(drop(u %*% k$cov %*% u)))
  quantile <- function(asked) uniroot(function(q) sum(weight * pt((q - at) / spread, count0 + n)) - asked,
                                      c(-20, 20), tol = 1e-9)$root
  cat(sprintf("%.15g\n", c(sum(weight * at), quantile(0.05), quantile(0.95))))
}
)r";

TEST(AgainstR, WhatPracticesBringIsTheSame) {
  if (std::system("command -v Rscript > /dev/null 2>&1") != 0) GTEST_SKIP() << "R is not on this machine";
  const std::vector<int> families = {0, 0, 1, 1, 2};  // the last was rated by nobody
  std::vector<Rating> ratings;
  std::vector<double> practice, start, fell, family;
  for (const int f : families) family.push_back(f + 1);
  for (int i = 0; i < 41; ++i) {  // of no source
    const Rating r{i * 7 % 11 % 4, 3.0 + i * 5 % 8, double(i * 3 % 5 - i % 4), i / 7};
    ratings.push_back(r);
    practice.push_back(r.practice + 1), start.push_back(r.start), fell.push_back(*r.fell);
  }
  const auto theirs = of_r("practice <- " + listed(practice) + "; start <- " + listed(start) + "; fell <- " +
                           listed(fell) + "; family <- " + listed(family) + ";" + kPooledInR);
  const auto own = Pooled(families, ratings).all();
  ASSERT_EQ(theirs.size(), 3 * own.size());
  for (size_t p = 0; p < own.size(); ++p) {
    EXPECT_NEAR(own[p].mean, theirs[3 * p], 1e-9) << p;
    EXPECT_NEAR(own[p].low, theirs[3 * p + 1], 2e-3) << p;  // by halving, of a table
    EXPECT_NEAR(own[p].high, theirs[3 * p + 2], 2e-3) << p;
  }
}

}  // namespace
}  // namespace eddy::statistics
