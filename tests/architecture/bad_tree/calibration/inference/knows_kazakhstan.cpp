// A fixture of the architecture test: the general library must not know the model of Kazakhstan.

#include "model/engine/run.hpp"
#include "calibration/targets.hpp"
