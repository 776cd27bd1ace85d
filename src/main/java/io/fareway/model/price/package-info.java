/** The terms of a price beyond a figure per token: units, conditions, fees. Free of Camel and Spring. */
@NullMarked
package io.fareway.model.price;

import org.jspecify.annotations.NullMarked;
