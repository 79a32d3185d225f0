// Lede's renderer beside cmark's, in this process and as commands, in turns. Called by
// bench/native.mjs:
//   lede_bench ROUNDS LEDE CMARK FILE...
// Prints a line for each file and pairing: file, kind, then the milliseconds of each round of ours
// and of theirs.
#include "markup/markup.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

// bench/cmark.c: the whole of cmark, of the same release and behind this one name.
extern "C" char* lede_bench_cmark(const char* text, std::size_t size);

namespace {

// Processor time, not the clock on the wall: other programs may be running.

double milliseconds(const timespec& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

double now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return milliseconds(time);
}

/// Runs `work` until half a millisecond has passed, at least once; the time of one run.
template <typename Work>
double timed(Work work) {
  const double begin = now();
  double taken = 0;
  int runs = 0;
  do {
    work();
    ++runs;
    taken = now() - begin;
  } while (taken < 0.5);
  return taken / runs;
}

/// A whole process that reads `input`; what it writes is thrown away.
double timed_command(std::vector<const char*> words, const char* input) {
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  int status = 0;
  rusage used{};
  const int failed = posix_spawnp(&child, words[0], &actions, nullptr,
                                  const_cast<char* const*>(words.data()), environ);
  if (failed != 0 || wait4(child, &status, 0, &used) < 0 || status != 0) {
    std::fprintf(stderr, "%s failed\n", words[0]);
    std::exit(1);
  }
  posix_spawn_file_actions_destroy(&actions);
  return milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
}

void print(const char* file, const char* kind, const std::vector<double>& ours,
           const std::vector<double>& theirs) {
  std::printf("%s\t%s\t", file, kind);
  for (const double time : ours) std::printf("%.4f ", time);
  std::printf("\t");
  for (const double time : theirs) std::printf("%.4f ", time);
  std::printf("\n");
}

// Kept, so that no compiler takes the work for needless.
volatile std::size_t written = 0;

void render(const std::string& text, bool strict) {
  lede::MarkupOptions options;
  options.strict = strict;
  options.lang = "en";
  const auto rendered = lede::render_markup(text, lede::BodyFormat::markdown, options);
  if (!rendered) std::exit(1);
  written = rendered->html.size();
}

void render_cmark(const std::string& text) {
  char* const html = lede_bench_cmark(text.data(), text.size());
  written = std::strlen(html);
  std::free(html);
}

}  // namespace

int main(int count, char** words) {
  if (count < 5) return 2;
  const int rounds = std::atoi(words[1]);
  for (int i = 4; i < count; ++i) {
    std::ifstream file(words[i], std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::vector<double> ours;
    std::vector<double> strict;
    std::vector<double> theirs;
    std::vector<double> command;
    std::vector<double> cmark_command;
    for (int round = -1; round < rounds; ++round) {
      if (round == 0) {  // the first is for warming up
        for (auto* times : {&ours, &strict, &theirs, &command, &cmark_command}) times->clear();
      }
      ours.push_back(timed([&] { render(text, false); }));
      theirs.push_back(timed([&] { render_cmark(text); }));
      strict.push_back(timed([&] { render(text, true); }));
      command.push_back(timed_command({words[2], "markdown"}, words[i]));
      cmark_command.push_back(timed_command({words[3]}, words[i]));
    }
    print(words[i], "in process", ours, theirs);
    print(words[i], "in process, --strict", strict, theirs);
    print(words[i], "command", command, cmark_command);
  }
}
