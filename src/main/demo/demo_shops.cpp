#include "main/demo/demo_shops.hpp"

#include "main/demo/demo_parts.hpp"

namespace croozer::main {

DemoMenu demo_menu(std::string_view key) {
    if (key == "pizzeria") {
        return demo::pizzeria();
    }
    if (key == "florist") {
        return demo::florist();
    }
    return {};
}

}  // namespace croozer::main
