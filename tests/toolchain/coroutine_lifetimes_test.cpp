// Fails on a compiler that miscompiles coroutines. GCC 12 frees twice or reads freed memory in
// ordinary expressions with co_await (docs/decisions/0002); under AddressSanitizer these programs
// name the fault, and without it most of them still give a wrong answer.
#include <gtest/gtest.h>

#include <array>
#include <coroutine>
#include <exception>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

// The plainest lazy task: started by co_await or run().
template <class T>
class Task {
public:
    struct promise_type {
        std::optional<T> value;
        std::coroutine_handle<> continuation{std::noop_coroutine()};

        Task get_return_object() {
            return Task(std::coroutine_handle<promise_type>::from_promise(*this));
        }

        std::suspend_always initial_suspend() noexcept { return {}; }

        struct Final {
            [[nodiscard]] bool await_ready() const noexcept { return false; }

            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> handle
            ) noexcept {
                return handle.promise().continuation;
            }

            void await_resume() const noexcept {}
        };

        Final final_suspend() noexcept { return {}; }

        void return_value(T result) { value.emplace(std::move(result)); }

        [[noreturn]] void unhandled_exception() { std::terminate(); }
    };

    explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}

    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

    Task(Task const&) = delete;
    Task& operator=(Task const&) = delete;
    Task& operator=(Task&&) = delete;

    ~Task() {
        if (handle_) {
            handle_.destroy();
        }
    }

    [[nodiscard]] bool await_ready() const noexcept { return false; }

    std::coroutine_handle<> await_suspend(std::coroutine_handle<> continuation) noexcept {
        handle_.promise().continuation = continuation;
        return handle_;
    }

    T await_resume() { return *std::move(handle_.promise().value); }

    T run() {
        handle_.resume();
        return *std::move(handle_.promise().value);
    }

private:
    std::coroutine_handle<promise_type> handle_;
};

struct Options {
    std::string name{"a name that is too long for the small buffer"};
    std::vector<int> numbers{1, 2, 3};
};

// Long enough to live on the heap, where a second free is seen.
std::string const long_text = "text that does not fit into the small string buffer";

Task<std::size_t> count(std::vector<std::string> texts) {
    co_return texts.size();
}

Task<std::size_t> sum_of(std::vector<int> numbers) {
    std::size_t sum = 0;
    for (int const number : numbers) {
        sum += static_cast<std::size_t>(number);
    }
    co_return sum;
}

Task<std::size_t> map_size(std::map<std::string, std::vector<int>> map) {
    co_return map.size();
}

Task<std::size_t> by_value(Options options) {
    co_return options.name.size() + options.numbers.size();
}

// NOLINTNEXTLINE(cppcoreguidelines-avoid-reference-coroutine-parameters): the case under test
Task<std::size_t> by_reference(Options const& options) {
    co_return options.name.size() + options.numbers.size();
}

template <class Function>
Task<std::size_t> call(Function function) {
    co_return function();
}

Task<std::size_t> call_erased(std::function<std::size_t()> function) {
    co_return function();
}

Task<std::string> text(std::string value) {
    co_return value;
}

Task<std::size_t> array_sizes(std::array<std::string, 2> texts) {
    co_return texts[0].size() + texts[1].size();
}

Task<std::expected<std::string, int>> expected_text(bool good) {
    if (!good) {
        co_return std::unexpected(7);
    }
    co_return long_text;
}

Task<int> pointed(std::unique_ptr<int> pointer) {
    co_return *pointer;
}

struct Base {
    Base() = default;
    Base(Base const&) = delete;
    Base& operator=(Base const&) = delete;
    virtual ~Base() = default;
    virtual Task<std::string> speak(std::string word) = 0;
};

struct Derived final : Base {
    Task<std::string> speak(std::string word) override { co_return word + long_text; }
};

TEST(CoroutineLifetimes, BracedStrings) {
    auto const task = []() -> Task<std::size_t> { co_return co_await count({long_text, "b"}); };
    EXPECT_EQ(task().run(), 2U);
}

TEST(CoroutineLifetimes, VectorOfBracedStrings) {
    auto const task = []() -> Task<std::size_t> {
        co_return co_await count(std::vector<std::string>{long_text, "b", "c"});
    };
    EXPECT_EQ(task().run(), 3U);
}

TEST(CoroutineLifetimes, BracedIntegers) {
    auto const task = []() -> Task<std::size_t> { co_return co_await sum_of({1, 2, 3}); };
    EXPECT_EQ(task().run(), 6U);
}

TEST(CoroutineLifetimes, NestedBraces) {
    auto const task = []() -> Task<std::size_t> {
        co_return co_await map_size({{long_text, {1, 2}}, {"b", {3}}});
    };
    EXPECT_EQ(task().run(), 2U);
}

TEST(CoroutineLifetimes, AggregateByValue) {
    auto const task = []() -> Task<std::size_t> {
        co_return co_await by_value(Options{.name = long_text, .numbers = {1}});
    };
    EXPECT_EQ(task().run(), long_text.size() + 1);
}

TEST(CoroutineLifetimes, AggregateByReference) {
    auto const task = []() -> Task<std::size_t> {
        co_return co_await by_reference(Options{.name = long_text, .numbers = {1, 2}});
    };
    EXPECT_EQ(task().run(), long_text.size() + 2);
}

TEST(CoroutineLifetimes, CapturingLambdaToTemplate) {
    auto const task = [](std::string captured) -> Task<std::size_t> {
        co_return co_await call([captured] { return captured.size(); });
    };
    EXPECT_EQ(task(long_text).run(), long_text.size());
}

TEST(CoroutineLifetimes, CapturingLambdaToFunction) {
    auto const task = [](std::string captured) -> Task<std::size_t> {
        co_return co_await call_erased([captured] { return captured.size(); });
    };
    EXPECT_EQ(task(long_text).run(), long_text.size());
}

TEST(CoroutineLifetimes, Ternary) {
    auto const task = [](bool ask) -> Task<std::string> {
        std::string const otherwise = long_text + "!";
        co_return ask ? co_await text(long_text) : otherwise;
    };
    EXPECT_EQ(task(true).run(), long_text);
    EXPECT_EQ(task(false).run(), long_text + "!");
}

TEST(CoroutineLifetimes, ArrayOfStrings) {
    auto const task = []() -> Task<std::size_t> {
        co_return co_await array_sizes(std::array<std::string, 2>{long_text, long_text});
    };
    EXPECT_EQ(task().run(), 2 * long_text.size());
}

TEST(CoroutineLifetimes, MovedNamedObject) {
    auto const task = []() -> Task<std::size_t> {
        std::vector<std::string> texts{long_text};
        co_return co_await count(std::move(texts));
    };
    EXPECT_EQ(task().run(), 1U);
}

TEST(CoroutineLifetimes, StringTemporary) {
    auto const task = []() -> Task<std::string> { co_return co_await text(long_text + "x"); };
    EXPECT_EQ(task().run(), long_text + "x");
}

TEST(CoroutineLifetimes, ExpectedInCondition) {
    auto const task = [](bool good) -> Task<std::string> {
        if (auto const result = co_await expected_text(good); result) {
            co_return *result;
        } else {
            co_return std::to_string(result.error());
        }
    };
    EXPECT_EQ(task(true).run(), long_text);
    EXPECT_EQ(task(false).run(), "7");
}

TEST(CoroutineLifetimes, UniquePointer) {
    auto const task = []() -> Task<int> { co_return co_await pointed(std::make_unique<int>(5)); };
    EXPECT_EQ(task().run(), 5);
}

TEST(CoroutineLifetimes, VirtualCoroutine) {
    auto const task = []() -> Task<std::string> {
        Derived derived;
        Base& base = derived;
        co_return co_await base.speak("say ");
    };
    EXPECT_EQ(task().run(), "say " + long_text);
}

}  // namespace
