// Breaks the rule: a rule of change sees the survey and the index.

#include "model/index/index.hpp"
#include "model/survey/response.hpp"
