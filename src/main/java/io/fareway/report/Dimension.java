package io.fareway.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** By what figures are broken down: a label of a request, or of the attempts made for it. */
enum Dimension {
    PROVIDER("provider", "By provider", "(no provider reached)", "coalesce(last.provider, '')", "a.provider"),
    DEPLOYMENT(
            "deployment", "By deployment", "(no deployment reached)", "coalesce(last.deployment, '')", "a.deployment"),
    MODEL("model", "By model", "(no model reached)", "coalesce(last.model, '')", "a.model"),
    TIER("tier", "By tier", "(no tier)", "r.tier"),
    TASK("task", "By task", "(no task given)", "r.task"),
    JOB("job", "Batch jobs", "(not in a batch)", "r.job"),
    CALLER("caller", "By caller", "(no caller named)", "r.caller"),
    TEAM("team", "By team", "(no team)", "r.team"),
    USER("user", "By user", "(no user given)", "r.end_user"),
    SESSION("session", "By session", "(no session given)", "r.session"),
    OUTCOME("outcome", "By outcome", "(no outcome)", "r.outcome");

    /** What a daily report breaks its figures down by. */
    static final List<Dimension> REPORTED = List.of(PROVIDER, DEPLOYMENT, TIER, TASK, JOB);

    private final String label;
    private final String title;
    private final String unnamed;
    private final String ofRequest;
    private final String ofAttempt;

    Dimension(String label, String title, String unnamed, String sql) {
        this(label, title, unnamed, sql, sql);
    }

    Dimension(String label, String title, String unnamed, String ofRequest, String ofAttempt) {
        this.label = label;
        this.title = title;
        this.unnamed = unnamed;
        this.ofRequest = ofRequest;
        this.ofAttempt = ofAttempt;
    }

    /** The dimension of that name in CSV, JSON and addresses. */
    static Optional<Dimension> named(String label) {
        return Stream.of(values())
                .filter(dimension -> dimension.label.equals(label))
                .findFirst();
    }

    /** The name in CSV, JSON and addresses. */
    String label() {
        return label;
    }

    /** The heading for people. */
    String title() {
        return title;
    }

    /** Whether it tells attempts of one request apart: success and latency are then those of single attempts. */
    boolean byAttempt() {
        return !ofRequest.equals(ofAttempt);
    }

    /** The SQL expression over a request {@code r} and its last attempt {@code last}; never null. */
    String ofRequest() {
        return ofRequest;
    }

    /** The SQL expression over an attempt {@code a} and its request {@code r}; never null. */
    String ofAttempt() {
        return ofAttempt;
    }

    /** The group that a cell belongs to. */
    String groupOf(CellKey key) {
        return shown(key.name(this));
    }

    /** A stored name as people and programs see it. */
    String shown(String stored) {
        return stored.isEmpty() ? unnamed : stored;
    }

    /** How the ledger holds a name that {@link #shown} gave. */
    String stored(String shown) {
        return shown.equals(unnamed) ? "" : shown;
    }

    /** The name of the group of cells without a name of their own. */
    String unnamed() {
        return unnamed;
    }
}
