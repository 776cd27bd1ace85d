/** What runs the gateway: settings files, route revisions and their reload, security, start banner, health. */
@NullMarked
package io.fareway.operations;

import org.jspecify.annotations.NullMarked;
