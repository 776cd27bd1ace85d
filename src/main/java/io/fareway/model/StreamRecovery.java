package io.fareway.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What happens when a stream breaks after the client has received its beginning. */
public enum StreamRecovery {
    /** Another deployment continues it where that is provably the same answer, or continues the text; else an error. */
    RESUME,
    /** Nothing is sent before the answer is whole, so that nothing can break. */
    BUFFER,
    /** The client gets an error inside the stream. */
    FAIL;

    /** The word in configuration and headers, for example {@code resume}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The recovery of that name; empty when there is none. */
    public static Optional<StreamRecovery> of(String label) {
        return Arrays.stream(values())
                .filter(recovery -> recovery.label().equals(label))
                .findFirst();
    }
}
