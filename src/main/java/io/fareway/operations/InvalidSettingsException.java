package io.fareway.operations;

import java.util.List;

/** Says that the settings cannot be used, with every problem found. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    InvalidSettingsException(List<String> problems) {
        super("the settings have " + problems.size() + (problems.size() == 1 ? " problem" : " problems") + ":\n  "
                + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each: {@code file:line: what is wrong, what to do}. Never holds a key or a header's value. */
    public List<String> problems() {
        return problems;
    }
}
