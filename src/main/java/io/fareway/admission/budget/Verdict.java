package io.fareway.admission.budget;

import java.util.Set;

/** Whether a request may be sent. */
sealed interface Verdict {

    /**
     * It may.
     *
     * @param exhaustedProviders providers of its plan whose own budget has no room for it
     */
    record Granted(Set<String> exhaustedProviders) implements Verdict {
        public Granted {
            exhaustedProviders = Set.copyOf(exhaustedProviders);
        }
    }

    /**
     * It may not.
     *
     * @param state of the window that has no room
     * @param pico its worst case
     */
    record Denied(WindowState state, long pico) implements Verdict {}
}
