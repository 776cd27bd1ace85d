package io.fareway.operations;

import java.util.List;

/** An edit of routes or settings was refused as a whole; what was live before is still live. */
public class RevisionRefusedException extends RuntimeException {

    private final List<String> problems;

    /**
     * Refuses an edit.
     *
     * @param problems one line each, as {@code file:line: problem}
     */
    public RevisionRefusedException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Refuses an edit because of a failure that is worth keeping.
     *
     * @param problems one line each, as {@code file:line: problem}
     * @param cause what Camel or a bean threw
     */
    public RevisionRefusedException(List<String> problems, Throwable cause) {
        super(String.join(System.lineSeparator(), problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems, one line each, as {@code file:line: problem}. */
    public List<String> problems() {
        return problems;
    }

    /** Returns all problems, one a line. */
    public String report() {
        return String.join(System.lineSeparator(), problems);
    }
}
