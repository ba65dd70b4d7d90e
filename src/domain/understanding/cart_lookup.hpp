// Which lines of the open cart a few words can mean.
#pragma once

#include "domain/understanding/group.hpp"

#include <cstdint>
#include <vector>

namespace croozer::understanding {

class CartLookup {
public:
    CartLookup(CompiledLexicon const& lexicon, ordering::Cart const& cart)
        : lexicon_(lexicon), cart_(cart) {}

    // Cart lines that hold one of these products.
    [[nodiscard]] std::vector<std::int64_t> lines_with(std::vector<std::int32_t> const& products
    ) const;
    // "the pizza" means any product of that category when only its category's word was said.
    [[nodiscard]] std::vector<std::int64_t> lines_of_draft(Draft const& draft) const;
    [[nodiscard]] std::vector<std::int64_t> lines_with_group(std::int32_t group) const;
    [[nodiscard]] std::vector<std::int64_t> lines_with_option(ordering::ChosenOption const& option
    ) const;
    [[nodiscard]] bool has_options(std::int64_t line, Draft const& draft) const;

private:
    CompiledLexicon const& lexicon_;
    ordering::Cart const& cart_;
};

}  // namespace croozer::understanding
