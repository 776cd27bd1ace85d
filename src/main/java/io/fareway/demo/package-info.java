/**
 * The simulated providers behind {@code routes/demo}: they speak OpenAI's wire format, each with a profile of its own
 * and a fault switch. Every answer says that it is simulated.
 */
@NullMarked
package io.fareway.demo;

import org.jspecify.annotations.NullMarked;
