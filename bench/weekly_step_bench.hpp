#pragma once

namespace kozqaras::bench {

/// Registers a week of every adult of the country: a member alone and four together.
void add_steps_of_the_country();

} // namespace kozqaras::bench
