#include "profile/profile.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

using lede::Faults;
using lede::Profile;
using lede::Result;
using lede::test::listed;
using lede::test::texts;
using lede::test::tree;

namespace {

struct Read {
  Profile profile;
  std::string faults;
};

Read read(std::string_view text, std::string_view base_url = {}) {
  Faults faults;
  Result<Profile> profile = lede::read_profile(tree(text), base_url, texts(), &faults);
  CHECK_MESSAGE(profile.ok(), "refused: ", text);
  return {profile ? std::move(*profile) : Profile{}, listed(faults)};
}

/// A profile that is good but for the members put into it.
std::string with(std::string_view members) {
  return R"({"version":1,"name":"P",)" + std::string(members) + "}";
}

std::string refusal(std::string_view text) {
  const Result<Profile> profile = lede::read_profile(tree(text), {}, texts());
  return profile ? std::string() : listed({profile.error()});
}

std::string faults_of(std::string_view text) {
  Faults faults;
  lede::check_profile(tree(text), faults);
  return listed(faults);
}

}  // namespace

TEST_CASE("every field of a profile is read") {
  const auto [profile, faults] = read(R"({
    "version": 1,
    "name": " The Kittiwake ",
    "url": "https://kittiwake.example/",
    "logo": "/logo.svg",
    "links": [{"label": "About", "url": "about"}, {"label": "Write to us", "url": "mailto:desk@kittiwake.example"}],
    "donate_url": "https://donate.example/k?plan=month#form",
    "membership_line": "Readers pay for this.",
    "quote": {"text": "It holds.", "by": "A reader", "role": "member"},
    "payment_marks": ["Visa", "PayPal"],
    "notice_text": "No tracking.",
    "media_hosts": ["Media.Kittiwake.Example", "cdn.example:8080"],
    "partners": ["partner.example"],
    "theme": {"accent": "#0b4f6c"},
    "consent": {},
    "support": {},
    "_own": 1
  })",
                                      "https://kittiwake.example/lede.json");
  CHECK(faults.empty());
  CHECK(profile.name == "The Kittiwake");
  CHECK(profile.url == "https://kittiwake.example/");
  CHECK(profile.logo == "https://kittiwake.example/logo.svg");
  REQUIRE(profile.links.size() == 2);
  if (profile.links.size() == 2) {
    CHECK(profile.links[0].label == "About");
    CHECK(profile.links[0].url == "https://kittiwake.example/about");
    CHECK(profile.links[1].url == "mailto:desk@kittiwake.example");
  }
  CHECK(profile.donate_url == "https://donate.example/k?plan=month#form");
  CHECK(profile.membership_line == "Readers pay for this.");
  CHECK(profile.quote.text == "It holds.");
  CHECK(profile.quote.by == "A reader");
  CHECK(profile.quote.role == "member");
  CHECK(profile.payment_marks == std::vector<std::string_view>{"Visa", "PayPal"});
  CHECK(profile.notice_text == "No tracking.");
  CHECK(profile.media_hosts ==
        std::vector<std::string_view>{"media.kittiwake.example", "cdn.example:8080"});
  CHECK(profile.partners == std::vector<std::string_view>{"partner.example"});
  CHECK(profile.theme == "--lede-accent:#0b4f6c;--lede-accent-ink:#ffffff");
}

TEST_CASE("a name and a version are enough") {
  const auto [profile, faults] = read(R"({"version":1,"name":"P"})");
  CHECK(faults.empty());
  CHECK(profile.theme.empty());
  CHECK(profile.links.empty());
}

TEST_CASE("a profile of another version, or without a name, is refused") {
  CHECK(refusal("[]") == "wrong-type ");
  CHECK(refusal("null") == "wrong-type ");
  CHECK(refusal("{}") == "missing /version");
  CHECK(refusal(R"({"version":"1","name":"P"})") == "unsupported-version /version");
  CHECK(refusal(R"({"version":2,"name":"P"})") == "unsupported-version /version");
  CHECK(refusal(R"({"version":1})") == "missing /name");
  CHECK(refusal(R"({"version":1,"name":" "})") == "missing /name");
  CHECK(refusal(R"({"version":1,"name":7})") == "missing /name");
}

TEST_CASE("a field of a profile that is wrong is left out and named") {
  const std::pair<std::string_view, std::string_view> wrong[] = {
      {R"("url":"javascript:x")", "url-scheme /url"},
      {R"("logo":"data:image/svg+xml,x")", "url-scheme /logo"},
      {R"("donate_url":"mailto:a@b.example")", "url-scheme /donate_url"},
      {R"("donate_url":"http://user:pw@donate.example")", "url-syntax /donate_url"},
      {R"("links":{})", "wrong-type /links"},
      {R"("links":[{"label":"A","url":"javascript:x"}])", "url-scheme /links/0/url"},
      {R"("links":[{"label":5,"url":"https://a.example"}])", "wrong-type /links/0/label"},
      {R"("links":[{"url":"https://a.example"},"About"])", "missing /links/0; missing /links/1"},
      {R"("membership_line":[])", "wrong-type /membership_line"},
      {R"("quote":"It holds.")", "wrong-type /quote"},
      {R"("quote":{"by":"A"})", "missing /quote"},
      {R"("quote":{"text":5})", "wrong-type /quote/text"},
      {R"("payment_marks":["Visa",""])", "empty /payment_marks/1"},
      {R"("notice_text":1)", "wrong-type /notice_text"},
      {R"("media_hosts":"a.example")", "wrong-type /media_hosts"},
      {R"("partners":[1])", "wrong-type /partners/0"},
      {R"("theme":"dark")", "wrong-type /theme"},
      {R"("consent":[])", "wrong-type /consent"},
      {R"("support":true)", "wrong-type /support"},
  };
  for (const auto& one : wrong) {
    const std::string_view members = one.first;
    const std::string_view expected = one.second;
    CAPTURE(members);
    const auto [profile, faults] = read(with(members));
    CHECK(faults == expected);
    CHECK(profile.name == "P");
    CHECK(profile.links.empty());
    CHECK(profile.donate_url.empty());
    CHECK(profile.quote.text.empty());
  }
}

TEST_CASE("check names what makes a profile unusable and goes on to its fields") {
  CHECK(faults_of(R"({"version":1,"name":"P","logo":"logo.svg","url":"/"})").empty());
  CHECK(faults_of(R"({"version":3,"name":"P","links":7})") ==
        "unsupported-version /version; wrong-type /links");
  CHECK(faults_of("[]") == "wrong-type ");
  CHECK(faults_of(R"({"version":1,"name":7})") == "wrong-type /name");
  CHECK(faults_of(R"({"version":1,"name":null})") == "missing /name");
}

TEST_CASE("check names a key that no profile has, but for the publisher's own") {
  CHECK(faults_of(with(R"("link":[],"_own":1,"$schema":"s","theme":{"_own":1})")) ==
        "unknown-value /link");
}

TEST_CASE("check names a key without a letter where it stands, the document's first too") {
  CHECK(faults_of(R"({"":1,"version":1,"name":"P","theme":{"":1}})") ==
        "unknown-value /theme/; unknown-value /");
}

TEST_CASE("a media host that is no host is named, and still lets no image through") {
  const auto [profile, faults] = read(
      with(R"("media_hosts":["Media.pub.example","https://pub.example/","cdn.example:8443"])"));
  CHECK(profile.media_hosts.size() == 3);
  CHECK(faults == "unknown-value /media_hosts/1");
  CHECK(faults_of(with(R"("media_hosts":["","a b"])")) ==
        "empty /media_hosts/0; unknown-value /media_hosts/1");
  CHECK(read(with(R"("media_hosts":["media.pub.example"])")).faults.empty());
}
