/** What a person runs once from the command line: the form of a command, its options and its arguments. */
@NullMarked
package io.fareway.command;

import org.jspecify.annotations.NullMarked;
