package io.fareway.batch;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Predicate;

/** Finds names that are free: a name that is taken gets a timestamp before its suffix. */
final class FreeNames {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;

    FreeNames(Clock clock) {
        this.clock = clock;
    }

    /**
     * The name, or one like it.
     *
     * @param name of a file, with folders before it where it has any
     */
    String like(String name, Predicate<String> taken) {
        if (!taken.test(name)) {
            return name;
        }
        int dot = name.indexOf('.', name.lastIndexOf('/') + 2);
        String stem = dot < 0 ? name : name.substring(0, dot);
        String suffix = dot < 0 ? "" : name.substring(dot);
        String stamped = stem + "-" + TIMESTAMP.format(clock.instant());
        String candidate = stamped + suffix;
        for (int number = 2; taken.test(candidate); number++) {
            candidate = stamped + "-" + number + suffix;
        }
        return candidate;
    }
}
