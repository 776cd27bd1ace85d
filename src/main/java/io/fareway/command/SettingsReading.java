package io.fareway.command;

import io.fareway.model.Settings;
import java.nio.file.Path;
import java.util.Map;

/** Reads {@code config/} for a command, with other files in place of some, and puts nothing in use. */
@FunctionalInterface
public interface SettingsReading {

    /**
     * The settings.
     *
     * @param instead files by the name they stand in for, for example {@code prices}
     * @throws RuntimeException that lists the mistakes, when the files hold any
     */
    Settings read(Map<String, Path> instead);
}
