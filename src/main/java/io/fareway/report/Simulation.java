package io.fareway.report;

/** Whether the day's figures are real money. */
public enum Simulation {
    /** No attempt went to a demo provider. */
    NONE("Real providers: these sums are owed."),
    /** Some attempts went to demo providers. */
    PARTLY("Partly simulated: nobody was billed for the attempts at simulated providers."),
    /** Every attempt went to a demo provider. */
    ALL("Simulated providers: nobody was billed.");

    private final String statement;

    Simulation(String statement) {
        this.statement = statement;
    }

    /** The name in JSON: none, partly, all. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The same in a sentence for people. */
    public String statement() {
        return statement;
    }

    static Simulation of(AttemptSums sums) {
        if (sums.simulated() == 0) {
            return NONE;
        }
        return sums.simulated() == sums.attempts() ? ALL : PARTLY;
    }
}
