// Breaks two rules: an include by short name, a whole namespace.

#include "terminal.hpp"

using namespace std;
