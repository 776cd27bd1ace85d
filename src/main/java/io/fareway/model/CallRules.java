package io.fareway.model;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a provider's calls are allowed beyond its limits.
 *
 * @param repeats how often a call may be repeated there after one error status or one lost connection
 * @param headersToProvider names of callers' headers that it gets, in lower case; all others stay here
 * @param headersToCaller names of its headers that callers get, in lower case; all others stay here
 * @param breaker where the circuit breakers of its deployments differ
 */
public record CallRules(int repeats, Set<String> headersToProvider, Set<String> headersToCaller, BreakerRules breaker) {

    /** One repeat, no header passes, and a breaker as the others. */
    public static final CallRules USUAL = new CallRules(1, Set.of(), Set.of(), BreakerRules.USUAL);

    public CallRules {
        headersToProvider = lowerCase(headersToProvider);
        headersToCaller = lowerCase(headersToCaller);
    }

    private static Set<String> lowerCase(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}
