package io.fareway.report;

/** Collects the figures of one group while the rows go by. */
final class GroupCount {

    private final Durations durations = new Durations();
    private RequestSums requests = RequestSums.NONE;
    private AttemptSums attempts = AttemptSums.NONE;
    private SavingSums savings = SavingSums.NONE;

    void add(RequestSums sums) {
        requests = requests.plus(sums);
    }

    void add(SavingSums sums) {
        savings = savings.plus(sums);
    }

    void add(AttemptSums sums) {
        attempts = attempts.plus(sums);
    }

    Durations durations() {
        return durations;
    }

    void add(GroupCount other) {
        add(other.requests);
        add(other.attempts);
        add(other.savings);
    }

    /** This group as that of which others are shares. */
    Whole whole() {
        return new Whole(requests.requests(), attempts.costPico());
    }

    /** The group with the success of whole requests, failover included. */
    Group byRequest(String name, Whole whole) {
        return group(name, whole, new Ratio(requests.answered(), requests.answered() + requests.failed()));
    }

    /** The group with the success of single attempts. */
    Group byAttempt(String name, Whole whole) {
        return group(name, whole, new Ratio(attempts.answered(), attempts.answered() + attempts.failed()));
    }

    private Group group(String name, Whole whole, Ratio success) {
        return new Group(
                name,
                new Ratio(requests.requests(), whole.requests()),
                new Ratio(attempts.costPico(), whole.costPico()),
                success,
                requests,
                attempts,
                savings,
                durations.whole().percentiles(),
                durations.firstByte().percentiles());
    }
}
