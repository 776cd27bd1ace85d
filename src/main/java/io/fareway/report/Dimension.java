package io.fareway.report;

/** By what a report breaks its figures down. */
enum Dimension {
    PROVIDER("provider", "By provider", true, "(no provider reached)"),
    DEPLOYMENT("deployment", "By deployment", true, "(no deployment reached)"),
    TIER("tier", "By tier", false, "(no tier)"),
    TASK("task", "By task", false, "(no task given)"),
    JOB("job", "Batch jobs", false, "(not in a batch)");

    private final String label;
    private final String title;
    private final boolean byAttempt;
    private final String unnamed;

    Dimension(String label, String title, boolean byAttempt, String unnamed) {
        this.label = label;
        this.title = title;
        this.byAttempt = byAttempt;
        this.unnamed = unnamed;
    }

    /** The name in CSV and JSON. */
    String label() {
        return label;
    }

    /** The heading for people. */
    String title() {
        return title;
    }

    /** Whether success and latency are those of single attempts rather than whole requests. */
    boolean byAttempt() {
        return byAttempt;
    }

    /** The group that a cell belongs to. */
    String groupOf(CellKey key) {
        String own =
                switch (this) {
                    case PROVIDER -> key.provider();
                    case DEPLOYMENT -> key.deployment();
                    case TIER -> key.tier();
                    case TASK -> key.task();
                    case JOB -> key.job();
                };
        return own.isEmpty() ? unnamed : own;
    }

    /** The name of the group of cells without a name of their own. */
    String unnamed() {
        return unnamed;
    }
}
