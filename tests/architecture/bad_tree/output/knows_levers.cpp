// Breaks the rule: output knows scenarios.

#include "scenarios/lever.hpp"
