/** Work that can wait: reads job files, works their lines off with bounded concurrency, writes result files. */
@NullMarked
package io.fareway.batch;

import org.jspecify.annotations.NullMarked;
