/** The shared nouns: a request, its journey, a deployment, a usage, a price. Imports no other package of Fareway. */
@NullMarked
package io.fareway.model;

import org.jspecify.annotations.NullMarked;
