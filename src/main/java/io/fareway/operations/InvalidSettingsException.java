package io.fareway.operations;

import java.util.List;

/** Says that the settings cannot be used, with every problem found. Never holds a key or a header's value. */
public final class InvalidSettingsException extends RevisionRefusedException {

    private static final long serialVersionUID = 1L;

    InvalidSettingsException(List<String> problems) {
        super(problems);
    }
}
