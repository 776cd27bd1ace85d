package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with the settings, so that a person mends all of it in one go. */
final class SettingsProblems {

    private final List<Problem> problems = new ArrayList<>();

    void add(Path file, int line, String text) {
        problems.add(new Problem(file.toString(), line, text));
    }

    void add(YamlFile file, JsonPointer at, String text) {
        add(file.path(), file.lineOf(at), text);
    }

    /**
     * Refuses the settings when there is any problem.
     *
     * @throws InvalidSettingsException with all problems by file and line
     */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems.stream()
                    .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::line))
                    .map(Problem::toString)
                    .distinct()
                    .toList());
        }
    }

    private record Problem(String file, int line, String text) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + text;
        }
    }
}
