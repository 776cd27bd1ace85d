package io.fareway.model;

import io.fareway.model.experiment.Trial;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What limits, overrides, pins and experiments did about a request, for its caller and for the books. Safe for several
 * threads.
 */
public final class Handling {

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private Trial trial = Trial.NONE;
    private boolean staysInTier;

    /** Tells the caller something by a response header; the last word on each counts. */
    public synchronized void tell(String header, String value) {
        headers.put(header, value);
    }

    /** Response headers. */
    public synchronized Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /** Notes for the books what was done and why, in one line; the same line counts once. */
    public synchronized void note(String line) {
        notes.add(line.replace('\n', ' '));
    }

    /** What was noted, oldest first. */
    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    /** Notes that a budget does not let its answer send it a tier up. */
    public synchronized void stayInTier() {
        staysInTier = true;
    }

    /** Whether its answer stands however it fares in its tier's checks, because of a budget. */
    public synchronized boolean staysInTier() {
        return staysInTier;
    }

    /** How it takes part in an experiment. */
    public synchronized Trial trial() {
        return trial;
    }

    /** To be said before the first attempt. */
    public synchronized void trial(Trial drawn) {
        trial = drawn;
    }
}
