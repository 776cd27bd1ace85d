package io.fareway.report;

import java.util.OptionalLong;

/** Collects the figures of one group while the day's rows go by. */
final class GroupCount {

    private final DurationHistogram latency = new DurationHistogram();
    private final DurationHistogram firstByte = new DurationHistogram();
    private RequestSums requests = RequestSums.NONE;
    private AttemptSums attempts = AttemptSums.NONE;

    void add(RequestSums sums) {
        requests = requests.plus(sums);
    }

    void add(AttemptSums sums) {
        attempts = attempts.plus(sums);
    }

    void measured(long durationMillis, OptionalLong firstByteMillis) {
        latency.record(durationMillis);
        firstByteMillis.ifPresent(firstByte::record);
    }

    long requestCount() {
        return requests.requests();
    }

    Group byRequest(String name, long allRequests) {
        return group(name, allRequests, new Ratio(requests.answered(), requests.answered() + requests.failed()));
    }

    Group byAttempt(String name, long allRequests) {
        return group(name, allRequests, new Ratio(attempts.answered(), attempts.answered() + attempts.failed()));
    }

    private Group group(String name, long allRequests, Ratio success) {
        return new Group(
                name,
                new Ratio(requests.requests(), allRequests),
                success,
                requests,
                attempts,
                latency.percentiles(),
                firstByte.percentiles());
    }
}
