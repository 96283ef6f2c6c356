// Breaks the rule: the pollster sees how attitudes change.

#include "model/dynamics/batch.hpp"
