// Breaks the rule: the index sees adults.

#include "model/population/population.hpp"
