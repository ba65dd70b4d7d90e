#include "http/framing_guard.hpp"

#include "base/limits.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace croozer::http {

namespace {

struct Case {
    std::string name;
    std::string raw;
    // 0: accepted.
    int status;
};

using namespace std::string_literals;

std::string get(std::string const& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

std::string with(std::string const& fields) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

std::string many_fields(int count) {
    std::string out = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int number = 1; number < count; ++number) {
        out += "x: y\r\n";
    }
    return out + "\r\n";
}

// Bad inputs 1-12, 16, 20, 22 and 23 of the assurance table, and the smuggling corpus.
std::vector<Case> corpus() {
    return {
        {"plain", get("/"), 0},
        {"query", get("/a?b=c&d=%D7%90+x"), 0},
        {"content length", with("Content-Length: 5\r\n"), 0},
        {"content length zero", with("Content-Length: 0\r\n"), 0},
        {"chunked", with("Transfer-Encoding: chunked\r\n"), 0},
        {"chunked in capitals", with("TRANSFER-ENCODING:  Chunked \r\n"), 0},
        {"empty value", with("x-empty:\r\n"), 0},
        {"obs-text value", with("x-name: \xd7\xa9\r\n"), 0},
        {"http/1.0 without host", "GET / HTTP/1.0\r\n\r\n", 0},
        {"absolute form", "GET http://a/b?c HTTP/1.1\r\nHost: A\r\n\r\n", 0},
        {"absolute form, no path", "GET http://a HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"escaped Hebrew", get("/%D7%90"), 0},
        {"three dots", get("/.../a"), 0},
        {"options", "OPTIONS /a HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"hundred fields", many_fields(100), 0},

        {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
        {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"two equal hosts", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", 400},
        {"empty host", "GET / HTTP/1.1\r\nHost: \r\n\r\n", 400},
        {"host with path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        {"host with user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400},
        {"CL then TE", with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400},
        {"TE then CL", with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400},
        {"two different CL", with("Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
        {"two equal CL", with("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
        {"CL list", with("Content-Length: 5, 5\r\n"), 400},
        {"CL plus", with("Content-Length: +5\r\n"), 400},
        {"CL minus", with("Content-Length: -1\r\n"), 400},
        {"CL 20 digits", with("Content-Length: 11111111111111111111\r\n"), 400},
        {"CL hex", with("Content-Length: 0x5\r\n"), 400},
        {"CL empty", with("Content-Length:\r\n"), 400},
        {"CL inner space", with("Content-Length: 5 5\r\n"), 400},
        {"TE unknown", with("Transfer-Encoding: xchunked\r\n"), 501},
        {"TE identity", with("Transfer-Encoding: identity\r\n"), 501},
        {"TE gzip, chunked", with("Transfer-Encoding: gzip, chunked\r\n"), 501},
        {"TE chunked, identity", with("Transfer-Encoding: chunked, identity\r\n"), 400},
        {"TE chunked, chunked", with("Transfer-Encoding: chunked, chunked\r\n"), 400},
        {"TE twice", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
        {"TE twice, other", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n"), 400},
        {"TE empty", with("Transfer-Encoding:\r\n"), 400},
        {"TE vertical tab",
         with("Transfer-Encoding: \x0b"
              "chunked\r\n"),
         400},
        {"TE quoted", with("Transfer-Encoding: \"chunked\"\r\n"), 501},
        {"TE in 1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"trailer", with("Trailer: x\r\nTransfer-Encoding: chunked\r\n"), 400},
        {"obs-fold", with("x: a\r\n b\r\n"), 400},
        {"obs-fold tab", with("x: a\r\n\tb\r\n"), 400},
        {"folded first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
        {"bare LF line", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400},
        {"bare LF field", "GET / HTTP/1.1\r\nHost: a\nx: y\r\n\r\n", 400},
        {"bare CR in value", with("x: a\rb\r\n"), 400},
        {"bare CR in line", "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"space before colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
        {"TE space before colon", with("Transfer-Encoding : chunked\r\n"), 400},
        {"no colon", with("nonsense\r\n"), 400},
        {"empty name", with(": a\r\n"), 400},
        {"non-ASCII name", with("\xc3\xa9: a\r\n"), 400},
        {"NUL in value", with("x: a\0b\r\n"s), 400},
        {"NUL in name", with("x\0: a\r\n"s), 400},
        {"DEL in value", with("x: a\x7f\r\n"), 400},
        {"control in target", get("/a\x01"), 400},
        {"tab in target", get("/a\tb"), 400},
        {"two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"space in target", get("/a b"), 400},
        {"HTTP/0.9", "GET /\r\n\r\n", 400},
        {"version lower case", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
        {"version 1.10", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400},
        {"version 9.9", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505},
        {"version 2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\n", 400},
        {"raw UTF-8 target", get("/\xd7\x90"), 400},
        {"bad escape", get("/%zz"), 400},
        {"cut escape", get("/%4"), 400},
        {"escaped NUL", get("/a%00b"), 400},
        {"overlong dot", get("/%c0%ae%c0%ae/"), 400},
        {"escaped CRLF", get("/a%0d%0ab"), 400},
        {"bad escape in query", get("/?a=%"), 400},
        {"NUL in query", get("/?a=%00"), 400},
        {"fragment", get("/a#b"), 400},
        {"dot dot", get("/a/../b"), 404},
        {"dot dot at the end", get("/a/.."), 404},
        {"dot", get("/a/./b"), 404},
        {"escaped dot dot", get("/%2e%2e/etc/passwd"), 404},
        {"half escaped dot dot", get("/.%2E/etc/passwd"), 404},
        {"double slash", get("//evil.com"), 404},
        {"inner double slash", get("/a//b"), 404},
        {"escaped slash", get("/a%2fb"), 404},
        {"back-slash", get("/a\\b"), 404},
        {"escaped back-slash", get("/a%5c..%5cb"), 404},
        {"asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 404},
        {"authority form", get("a:80"), 404},
        {"absolute form, other host", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"absolute form, user", "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"9 KiB line", get("/" + std::string(9 * 1024, 'a')), 414},
        {"17 KiB of header", with("x: " + std::string(17 * 1024, 'a') + "\r\n"), 431},
        {"101 fields", many_fields(101), 431},
        {"unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"method lower case", "get / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"method not a word", "GE(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"trace", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
        {"connect", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 405},
        {"expect else", with("Expect: 200-ok\r\n"), 417},
        {"TLS greeting", "\x16\x03\x01\x02\r\n\r\n", 400},
        {"nothing", "\r\n\r\n", 400},
        {"bytes after the head", get("/") + "x", 400},
        {"no end", "GET / HTTP/1.1\r\nHost: a\r\n", 400},
    };
}

}  // namespace

TEST(FramingGuard, Corpus) {
    auto const cases = corpus();
    EXPECT_GE(cases.size(), 60U);
    for (auto const& each : cases) {
        auto const head = inspect_head(each.raw);
        EXPECT_EQ(head ? 0 : head.error().status, each.status) << each.name;
        if (!head) {
            EXPECT_FALSE(head.error().slug.empty()) << each.name;
            EXPECT_FALSE(head.error().detail.empty()) << each.name;
        }
    }
}

TEST(FramingGuard, ReadsWhatItAccepts) {
    auto const head = inspect_head(
        "POST http://Shop.example:80/a%20b?x=1+2&x=%D7%90&flag HTTP/1.1\r\n"
        "host: shop.example:80\r\nContent-Length:  42\t\r\nConnection: Close\r\n"
        "Expect: 100-Continue\r\n\r\n"
    );
    ASSERT_TRUE(head);
    EXPECT_EQ(head->method, Method::Post);
    EXPECT_EQ(head->target, "/a%20b?x=1+2&x=%D7%90&flag");
    EXPECT_EQ(head->path, "/a b");
    std::vector<std::pair<std::string, std::string>> const query{
        {"x", "1 2"}, {"x", "\xd7\x90"}, {"flag", ""}
    };
    EXPECT_EQ(head->query, query);
    EXPECT_EQ(head->host, "shop.example:80");
    EXPECT_EQ(head->content_length, 42U);
    EXPECT_FALSE(head->keep_alive);
    EXPECT_TRUE(head->expects_continue);
    EXPECT_EQ(head->fields.size(), 4U);
    EXPECT_EQ(head->fields[1].second, "42");
    auto const old = inspect_head("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    ASSERT_TRUE(old);
    EXPECT_FALSE(old->keep_alive);
}

TEST(FramingGuard, QueryParametersAreBounded) {
    std::string target = "/?";
    for (std::size_t count = 0; count < limits::query_parameters; ++count) {
        target += "a=1&";
    }
    EXPECT_TRUE(inspect_head(get(target)));
    EXPECT_FALSE(inspect_head(get(target + "a=1")));
}

TEST(FramingGuard, PartialHeads) {
    EXPECT_FALSE(inspect_partial_head(""));
    EXPECT_FALSE(inspect_partial_head("GET /"));
    EXPECT_EQ(inspect_partial_head("\x16\x03")->status, 400);
    EXPECT_FALSE(inspect_partial_head("GET /" + std::string(8'000, 'a')));
    EXPECT_EQ(inspect_partial_head("GET /" + std::string(8'200, 'a'))->status, 414);
    EXPECT_FALSE(inspect_partial_head("GET / HTTP/1.1\r\nHost: a\r"));
    EXPECT_FALSE(inspect_partial_head("GET / HTTP/1.1\r\nHost: a\r\n\r"));
    EXPECT_EQ(inspect_partial_head("GET / HTTP/1.1\n")->status, 400);
    EXPECT_EQ(inspect_partial_head("GET / HTTP/1.1\r\nHost: a\n\n")->status, 400);
    auto const long_head = "GET / HTTP/1.1\r\nx: " + std::string(limits::header_bytes, 'a');
    EXPECT_EQ(inspect_partial_head(long_head)->status, 431);
}

// Every accepted request stays accepted or is refused, never misread, when one byte changes: this
// looks for crashes and reads past the end under the sanitizers.
TEST(FramingGuard, SurvivesMutations) {
    std::mt19937 engine(1);
    auto const cases = corpus();
    for (int round = 0; round < 20'000; ++round) {
        auto raw = cases[engine() % cases.size()].raw;
        if (raw.size() > 2'000) {
            continue;
        }
        for (int change = 0; change < 3; ++change) {
            raw[engine() % raw.size()] = static_cast<char>(engine() % 256);
        }
        raw.resize(engine() % (raw.size() + 1));
        auto const head = inspect_head(raw);
        if (head) {
            EXPECT_TRUE(head->path.starts_with('/'));
            EXPECT_FALSE(head->chunked && head->content_length);
        }
    }
}

}  // namespace croozer::http
