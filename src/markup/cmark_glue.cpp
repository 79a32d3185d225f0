// What cmark's library leaves to us: its memory, its tables of entities and case folding (ours are
// a quarter of the size), and its UTF-8, which may trust what base/text.h has made valid.
#include "markup/cmark_glue.h"
#include "base/casefold.h"
#include "base/entities.h"
#include "base/packed.h"
#include "base/text.h"
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace lede {
namespace {

void* or_abort(void* memory) {
  if (memory == nullptr) std::abort();
  return memory;
}

#ifdef LEDE_PLAIN_CMARK_MEMORY

void* allocate(std::size_t count, std::size_t size) { return or_abort(std::calloc(count, size)); }
void* resize(void* memory, std::size_t size) { return or_abort(std::realloc(memory, size)); }
void give_back(void* memory) { std::free(memory); }
bool join(const cmark_node* /*last*/, const cmark_node* /*text*/) { return false; }

#else

// Pieces come from blocks in a row; each piece is led by its size. Nothing here outlives a call.
struct Block {
  Block* before;
  std::size_t size;
};
// cmark's structures hold pointers and int, nothing wider.
constexpr std::size_t unit = sizeof(std::size_t);
constexpr std::size_t block_bytes = 64 * 1024;

struct Arena {
  Block* last = nullptr;
  Block* spare = nullptr;  ///< given back, for those that come
  char* at = nullptr;
  char* end = nullptr;
};

#ifdef __EMSCRIPTEN__
Arena arena;
#else
thread_local Arena arena;
#endif

constexpr std::size_t rounded(std::size_t size) { return (size + unit - 1) / unit * unit; }

std::size_t& size_of(void* memory) {
  return *reinterpret_cast<std::size_t*>(static_cast<char*>(memory) - unit);
}

void add_block(std::size_t size) {
  const std::size_t bytes = std::max(block_bytes, size) + rounded(sizeof(Block));
  Block* block = arena.spare;
  if (block != nullptr && block->size >= bytes) {
    arena.spare = block->before;
  } else {
    block = static_cast<Block*>(or_abort(std::malloc(bytes)));
    block->size = bytes;
  }
  block->before = arena.last;
  arena.last = block;
  arena.at = reinterpret_cast<char*>(block) + rounded(sizeof(Block));
  arena.end = reinterpret_cast<char*>(block) + block->size;
}

void* piece(std::size_t size) {
  size = rounded(size);
  if (static_cast<std::size_t>(arena.end - arena.at) < size + unit) add_block(size + unit);
  char* memory = arena.at + unit;
  arena.at = memory + size;
  size_of(memory) = size;
  return memory;
}

void* allocate(std::size_t count, std::size_t size) {
  void* memory = piece(count * size);
  std::memset(memory, 0, count * size);
  return memory;
}

void* resize(void* memory, std::size_t size) {
  if (memory == nullptr) return piece(size);
  const std::size_t old = size_of(memory);
  if (size <= old) return memory;
  char* const bytes = static_cast<char*>(memory);
  if (bytes + old == arena.at && rounded(size) <= static_cast<std::size_t>(arena.end - bytes)) {
    size_of(memory) = rounded(size);
    arena.at = bytes + rounded(size);
    return memory;
  }
  void* moved = piece(size);
  std::memcpy(moved, memory, old);
  return moved;
}

void give_back(void* memory) {
  if (memory != nullptr && static_cast<char*>(memory) + size_of(memory) == arena.at) {
    arena.at = static_cast<char*>(memory) - unit;  // the newest piece
  }
}

/// Joins the text to the one before it where both and their bytes stand in a row, so that nothing
/// has to be moved but the bytes of `text`.
bool join(cmark_node* last, cmark_node* text) {
  const auto bytes_of = [](void* memory) { return static_cast<char*>(memory); };
  const auto end_of = [&](void* memory) { return bytes_of(memory) + size_of(memory); };
  if (end_of(last->data) + unit != bytes_of(text) || end_of(text) + unit != bytes_of(text->data) ||
      end_of(text->data) != arena.at)
    return false;
  const auto size = static_cast<std::size_t>(last->len);
  const auto more = static_cast<std::size_t>(text->len);
  const unsigned char* const from = text->data;
  arena.at = end_of(last->data);
  last->len += text->len;
  resize(last->data, size + more + 1);
  std::memmove(last->data + size, from, more + 1);
  return true;
}

#endif

}  // namespace

#ifdef LEDE_PLAIN_CMARK_MEMORY

CmarkMark cmark_memory_mark() { return {}; }
void rewind_cmark_memory(const CmarkMark& /*mark*/) {}
void release_cmark_memory() {}

#else

CmarkMark cmark_memory_mark() { return {arena.last, arena.at, arena.end}; }

void rewind_cmark_memory(const CmarkMark& mark) {
  while (arena.last != mark.block) {
    Block* const block = std::exchange(arena.last, arena.last->before);
    block->before = std::exchange(arena.spare, block);
  }
  arena.at = mark.at;
  arena.end = mark.end;
}

void release_cmark_memory() {
  rewind_cmark_memory({});
  while (arena.spare != nullptr) std::free(std::exchange(arena.spare, arena.spare->before));
}

#endif

}  // namespace lede

extern "C" {  // NOLINTBEGIN(readability-identifier-naming): cmark's name

extern cmark_mem DEFAULT_MEM_ALLOCATOR;
cmark_mem DEFAULT_MEM_ALLOCATOR = {lede::allocate, lede::resize, lede::give_back};

/// Whether `text` became a part of the text before it, its parent's last: where marks that mean
/// nothing stand in a row, a node for each would be most of the work. `delimiter` and `bracket` are
/// the newest texts that cmark may still take marks from.
int lede_join_text(cmark_node* last, cmark_node* text, const cmark_node* delimiter,
                   const cmark_node* bracket) {
  if (text == delimiter || text == bracket || text->type != CMARK_NODE_TEXT) return 0;
  if (last == nullptr || last == delimiter || last == bracket || last->type != CMARK_NODE_TEXT)
    return 0;
  return lede::join(last, text) ? 1 : 0;
}

/// Where the next mark stands at or behind `at` that cmark has to look at (see cmake/cmark.cmake).
bufsize_t lede_find_mark(const unsigned char* text, bufsize_t at, bufsize_t size, int smart) {
  constexpr lede::ByteSet plain_marks("\n\r!&*<[\\]_`");
  constexpr lede::ByteSet smart_marks("\n\r!&*<[\\]_`\"'-.");
  const lede::ByteSet& marks = smart != 0 ? smart_marks : plain_marks;
  const std::string_view all(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  std::size_t i = marks.find(all, static_cast<std::size_t>(at));
  for (; i < all.size(); i = marks.find(all, i + 1)) {
    // One stop or hyphen is only itself, as is a `!` that no picture follows.
    const char c = all[i];
    const char needed = c == '!' ? '[' : c;
    if (c != '!' && c != '-' && c != '.') break;
    if (i + 1 < all.size() && all[i + 1] == needed) break;
  }
  return static_cast<bufsize_t>(i);
}

}  // NOLINTEND(readability-identifier-naming)

namespace lede {
cmark_mem* cmark_memory() { return &DEFAULT_MEM_ALLOCATOR; }
}  // namespace lede

#ifdef LEDE_CMARK_OWN_TABLES

namespace {

bool is_ascii_alnum(char c) { return lede::is_ascii_alpha(c) || lede::is_ascii_digit(c); }

std::string_view view(const std::uint8_t* bytes, bufsize_t size) {
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

void put(cmark_strbuf* out, const std::string& text) {
  cmark_strbuf_put(out, reinterpret_cast<const unsigned char*>(text.data()),
                   static_cast<bufsize_t>(text.size()));
}

// CommonMark wants the semicolon, at most 7 decimal or 6 hexadecimal digits, and no Windows-1252.
bufsize_t decode_number(std::string_view text, std::string& out) {
  const bool hex = text.size() > 1 && (text[1] == 'x' || text[1] == 'X');
  const std::size_t start = hex ? 2 : 1;
  std::size_t i = start;
  char32_t value = 0;
  for (; i < text.size() && i - start <= 7; ++i) {
    const char c = lede::to_ascii_lower(text[i]);
    if (lede::is_ascii_digit(c)) {
      value = value * (hex ? 16 : 10) + static_cast<char32_t>(c - '0');
    } else if (hex && c >= 'a' && c <= 'f') {
      value = value * 16 + static_cast<char32_t>(c - 'a' + 10);
    } else {
      break;
    }
  }
  const std::size_t digits = i - start;
  if (digits == 0 || digits > (hex ? 6U : 7U) || i == text.size() || text[i] != ';') return 0;
  lede::append_utf8(out, value == 0 ? lede::replacement_character : value);
  return static_cast<bufsize_t>(i + 1);
}

/// `text` begins after the `&`.
bufsize_t decode(std::string_view text, std::string& out) {
  if (text.size() >= 3 && text[0] == '#') return decode_number(text, out);
  constexpr std::size_t longest = 32;
  std::size_t i = 0;
  while (i < text.size() && i < longest && is_ascii_alnum(text[i])) ++i;
  if (i < 2 || i == text.size() || text[i] != ';') return 0;
  const lede::NamedReference* found = lede::find_named_reference(text.substr(0, i));
  if (found == nullptr) return 0;
  lede::append_utf8(out, found->first);
  if (found->second != 0) lede::append_utf8(out, found->second);
  return static_cast<bufsize_t>(i + 1);
}

// Unicode's P classes as cmark 0.30 has them: first, last.
constexpr std::uint16_t punctuation[][2] = {
#include "markup/punctuation.inc"
};
constexpr std::size_t punctuation_rows = std::size(punctuation);
constexpr std::size_t punctuation_low_rows = punctuation_rows - 29;

// The same as distances: from the last of one row to the first of the next, and in it to its last.
consteval auto punctuation_distances() {
  std::array<std::uint32_t, 2 * punctuation_rows> out{};
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < punctuation_rows; ++i) {
    const std::uint32_t plane = i < punctuation_low_rows ? 0 : 0x10000;
    out[2 * i] = plane + punctuation[i][0] - last;
    out[2 * i + 1] = punctuation[i][1] - punctuation[i][0];
    last = plane + punctuation[i][1];
  }
  return out;
}
constexpr auto distances = punctuation_distances();
constexpr auto packed_distances = lede::pack<distances>();

/// A bit for each code point up to U+1FFFF.
class Punctuation {
 public:
  Punctuation() {
    const unsigned char* at = packed_distances.data();
    std::uint32_t c = 0;
    for (std::size_t i = 0; i < punctuation_rows; ++i) {
      c += lede::unpack(at);
      for (std::uint32_t left = lede::unpack(at) + 1; left-- > 0; ++c)
        bits_[c / 8] |= static_cast<std::uint8_t>(1U << c % 8);
      --c;
    }
  }
  [[nodiscard]] bool has(std::uint32_t c) const {
    return c / 8 < std::size(bits_) && (bits_[c / 8] >> c % 8 & 1U) != 0;
  }

 private:
  std::uint8_t bits_[0x20000 / 8] = {};
};

}  // namespace

extern "C" {

bufsize_t houdini_unescape_ent(cmark_strbuf* ob, const std::uint8_t* src, bufsize_t size) {
  std::string out;
  const bufsize_t taken = decode(view(src, size), out);
  if (taken != 0) put(ob, out);
  return taken;
}

int houdini_unescape_html(cmark_strbuf* ob, const std::uint8_t* src, bufsize_t size) {
  const std::string_view text = view(src, size);
  std::size_t amp = text.find('&');
  if (amp == std::string_view::npos) return 0;
  std::string out;
  std::size_t done = 0;
  for (; amp != std::string_view::npos; amp = text.find('&', amp)) {
    out += text.substr(done, amp - done);
    ++amp;
    const bufsize_t taken = decode(text.substr(amp), out);
    if (taken == 0) out += '&';
    amp += static_cast<std::size_t>(taken);
    done = amp;
  }
  out += text.substr(done);
  put(ob, out);
  return 1;
}

void houdini_unescape_html_f(cmark_strbuf* ob, const std::uint8_t* src, bufsize_t size) {
  if (houdini_unescape_html(ob, src, size) == 0) cmark_strbuf_put(ob, src, size);
}

int cmark_utf8proc_iterate(const std::uint8_t* str, bufsize_t str_len, std::int32_t* dst) {
  if (str_len > 0 && *str < 0x80) {  // as most are
    *dst = *str;
    return 1;
  }
  const lede::CodePoint c = lede::decode_utf8(view(str, str_len), 0);
  const bool good = c.valid && c.size != 0;
  *dst = good ? static_cast<std::int32_t>(c.value) : -1;
  return good ? c.size : -1;
}

void cmark_utf8proc_check(cmark_strbuf* dest, const std::uint8_t* line, bufsize_t size) {
  cmark_strbuf_put(dest, line, size);  // never asked for: the text is valid before cmark sees it
}

void cmark_utf8proc_case_fold(cmark_strbuf* dest, const std::uint8_t* str, bufsize_t len) {
  const std::string_view text = view(str, len);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const lede::CodePoint c = lede::decode_utf8(text, i);
    lede::append_case_folded(out, c.value);
    i += c.size;
  }
  put(dest, out);
}

int cmark_utf8proc_is_space(std::int32_t uc) {
  if (uc < 0x80) return uc == 9 || uc == 10 || uc == 12 || uc == 13 || uc == 32;
  return uc == 160 || uc == 5760 || (uc >= 8192 && uc <= 8202) || uc == 8239 || uc == 8287 ||
         uc == 12288;
}

/// What the characters beside a run of marks are, asked once for each: 1 white space, 2
/// punctuation.
int lede_kind_of(std::int32_t c) {
  return cmark_utf8proc_is_space(c) != 0 ? 1 : cmark_utf8proc_is_punctuation(c) != 0 ? 2 : 0;
}

int cmark_utf8proc_is_punctuation(std::int32_t uc) {
  const auto c = static_cast<std::uint32_t>(uc);
  if (c < 0x80) return cmark_ispunct(static_cast<char>(c));
  static const Punctuation all;
  return all.has(c);
}

}  // extern "C"

#endif  // LEDE_CMARK_OWN_TABLES
