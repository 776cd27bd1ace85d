/** What each provider's answer says it used, in disjoint token classes and other units. */
@NullMarked
package io.fareway.dialect.usage;

import org.jspecify.annotations.NullMarked;
