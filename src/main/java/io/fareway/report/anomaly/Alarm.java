package io.fareway.report.anomaly;

/**
 * Something that people are told.
 *
 * @param text one line
 * @param json the same for programs, with the line as {@code text}
 */
public record Alarm(String text, String json) {

    /** What the log shows. */
    @Override
    public String toString() {
        return text;
    }
}
