package io.fareway.routing.whatif;

import io.fareway.model.Settings;
import java.nio.file.Path;
import java.util.Map;

/** Reads {@code config/} with other files in place of some, and puts nothing in use. */
@FunctionalInterface
public interface OtherSettings {

    /**
     * The settings.
     *
     * @param instead files by the name they stand in for, for example {@code prices}
     * @throws RuntimeException that lists the mistakes, when the files hold any
     */
    Settings read(Map<String, Path> instead);
}
