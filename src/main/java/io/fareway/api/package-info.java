/** What clients see: decodes their requests, writes answers and errors in their dialect. */
@NullMarked
package io.fareway.api;

import org.jspecify.annotations.NullMarked;
