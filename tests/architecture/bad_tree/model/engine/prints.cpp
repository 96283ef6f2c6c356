// Breaks the rules: the model prints and writes.

#include <iostream>

// std::cout in a comment is no fault
void print() {
    std::cout << 1;
    printf("1");
    std::ofstream file("x");
    H5Fcreate("x");
}
