package io.fareway.report.anomaly;

import io.fareway.model.TokenClass;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What was used in one hour, or in several together: costs in pico-dollars. */
final class HourUse {

    /** Classes among which a provider's prompt cache divides plain prompt tokens. */
    static final Set<TokenClass> CACHEABLE =
            EnumSet.of(TokenClass.INPUT, TokenClass.CACHE_READ, TokenClass.CACHE_WRITE_5M, TokenClass.CACHE_WRITE_1H);

    private final Map<Slice, SliceUse> slices = new HashMap<>();
    private long requests;
    private long retryPico;
    private long pico;

    /** Calls that are alike: of one tier at one deployment. */
    record Slice(String tier, String deployment) {}

    /** The answered calls of a slice. */
    static final class SliceUse {

        private final Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
        private final Map<TokenClass, Long> picoOfTokens = new EnumMap<>(TokenClass.class);
        private long otherPico;

        long tokens(TokenClass tokenClass) {
            return tokens.getOrDefault(tokenClass, 0L);
        }

        /** Tokens that may come from a cache. */
        long cacheable() {
            return CACHEABLE.stream().mapToLong(this::tokens).sum();
        }

        /** Pico-dollars of a token; 0 where none was used. */
        double rate(TokenClass tokenClass) {
            long count = tokens(tokenClass);
            return count == 0 ? 0 : (double) picoOfTokens.getOrDefault(tokenClass, 0L) / count;
        }

        /** What units other than tokens cost. */
        long otherPico() {
            return otherPico;
        }

        Map<TokenClass, Long> used() {
            return tokens;
        }

        long pico() {
            return otherPico
                    + picoOfTokens.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    void requests(long more) {
        requests += more;
    }

    /** Takes in a call that ended without an answer. */
    void retry(long costPico) {
        retryPico += costPico;
        pico += costPico;
    }

    /**
     * Takes in a call that answered.
     *
     * @param tokens by class
     * @param picoByClass what they cost
     * @param costPico what the call cost in all
     */
    void answer(Slice slice, Map<TokenClass, Long> tokens, Map<TokenClass, Long> picoByClass, long costPico) {
        SliceUse use = slices.computeIfAbsent(slice, added -> new SliceUse());
        tokens.forEach((tokenClass, count) -> use.tokens.merge(tokenClass, count, Long::sum));
        picoByClass.forEach((tokenClass, cost) -> use.picoOfTokens.merge(tokenClass, cost, Long::sum));
        use.otherPico += costPico
                - picoByClass.values().stream().mapToLong(Long::longValue).sum();
        pico += costPico;
    }

    void add(HourUse other) {
        requests += other.requests;
        retryPico += other.retryPico;
        pico += other.pico;
        other.slices.forEach((slice, more) -> {
            SliceUse use = slices.computeIfAbsent(slice, added -> new SliceUse());
            more.tokens.forEach((tokenClass, count) -> use.tokens.merge(tokenClass, count, Long::sum));
            more.picoOfTokens.forEach((tokenClass, cost) -> use.picoOfTokens.merge(tokenClass, cost, Long::sum));
            use.otherPico += more.otherPico;
        });
    }

    Map<Slice, SliceUse> slices() {
        return slices;
    }

    long requests() {
        return requests;
    }

    /** What calls without an answer cost. */
    long retryPico() {
        return retryPico;
    }

    /** All of it. */
    long pico() {
        return pico;
    }
}
