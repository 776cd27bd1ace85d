package io.fareway.routing.whatif;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** The calls that each deployment is working on while a period is replayed, request by request. Its size is theirs. */
final class CallsUnderWay {

    private final Map<String, PriorityQueue<Call>> calls = new HashMap<>();

    private record Call(Instant begin, Instant end) {}

    void add(String deployment, Instant begin, Instant end) {
        calls.computeIfAbsent(deployment, added -> new PriorityQueue<>(Comparator.comparing(Call::end)))
                .add(new Call(begin, end));
    }

    /** How many there are at a moment; moments must not go back. */
    int at(String deployment, Instant moment) {
        PriorityQueue<Call> ofDeployment = calls.get(deployment);
        if (ofDeployment == null) {
            return 0;
        }
        while (!ofDeployment.isEmpty() && !ofDeployment.peek().end().isAfter(moment)) {
            ofDeployment.remove();
        }
        return (int) ofDeployment.stream()
                .filter(call -> !call.begin().isAfter(moment))
                .count();
    }
}
