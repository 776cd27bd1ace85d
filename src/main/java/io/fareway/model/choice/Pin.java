package io.fareway.model.choice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds requests to one deployment, so that their answers are consistent.
 *
 * @param deployment its name; empty = the one that answered the request's session last
 * @param whenDown what happens while it cannot answer
 */
public record Pin(Optional<String> deployment, WhenDown whenDown) {

    /** The word that holds a session to whoever answered it last. */
    public static final String SESSION = "session";

    /** A pin to a deployment's name, or to {@value #SESSION}. */
    public static Pin to(String target, WhenDown whenDown) {
        return new Pin(target.equals(SESSION) ? Optional.empty() : Optional.of(target), whenDown);
    }

    /** What happens to a request whose deployment is down, or may not answer it. */
    public enum WhenDown {
        /** Others answer. */
        FAIL_OVER,
        /** Nobody else is asked. */
        REFUSE;

        /** The word in configuration and headers, for example {@code fail-over}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The one of that name; empty when there is none. */
        public static Optional<WhenDown> of(String label) {
            return Arrays.stream(values())
                    .filter(choice -> choice.label().equals(label))
                    .findFirst();
        }

        /** All names. */
        public static List<String> labels() {
            return Arrays.stream(values()).map(WhenDown::label).toList();
        }
    }
}
