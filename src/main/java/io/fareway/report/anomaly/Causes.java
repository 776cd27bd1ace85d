package io.fareway.report.anomaly;

import io.fareway.model.TokenClass;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why an hour cost more or less than usual, in pico-dollars that sum to the difference. One thing after the other is put
 * from its usual to its present state, and what that changes is its part:
 *
 * <ol>
 *   <li>volume: the usual cost of a request, times the requests there were
 *   <li>retries: what calls without an answer cost
 *   <li>mix: who answered what, with how many tokens, at usual cache shares and usual rates
 *   <li>cache: how much of the prompts came from caches
 *   <li>price: what a token cost
 * </ol>
 *
 * <p>For example: usual are 10 requests for 1.00 USD; now 20 cost 3.00 USD at the same tokens each, because a price went
 * up by half: volume 1.00, price 1.00. A slice that is new has no usual rate and no usual cache share: all of it is mix.
 */
record Causes(long volume, long retries, long mix, long cache, long price) {

    /**
     * Splits the difference between an hour and usual ones.
     *
     * @param usual several hours together
     * @param hours how many these are; positive
     */
    static Causes of(HourUse now, HourUse usual, int hours) {
        double perRequest = usual.requests() == 0 ? 0 : (double) usual.pico() / usual.requests();
        double retriesPerRequest = usual.requests() == 0 ? 0 : (double) usual.retryPico() / usual.requests();
        long start = mean(usual.pico(), hours);
        long byVolume = Math.round(perRequest * now.requests());
        long byRetries = Math.round(byVolume - retriesPerRequest * now.requests() + now.retryPico());
        double mixed = now.retryPico();
        double cached = now.retryPico();
        for (Map.Entry<HourUse.Slice, HourUse.SliceUse> slice : now.slices().entrySet()) {
            HourUse.SliceUse before = usual.slices().getOrDefault(slice.getKey(), slice.getValue());
            mixed += atUsualCache(slice.getValue(), before);
            cached += atUsualRates(slice.getValue(), before);
        }
        long byMix = Math.round(mixed);
        long byCache = Math.round(cached);
        return new Causes(
                byVolume - start, byRetries - byVolume, byMix - byRetries, byCache - byMix, now.pico() - byCache);
    }

    /** What one of several hours cost on average. */
    static long mean(long pico, int hours) {
        return Math.round((double) pico / hours);
    }

    private static double atUsualCache(HourUse.SliceUse now, HourUse.SliceUse usual) {
        double cost = now.otherPico();
        long prompt = now.cacheable();
        long usualPrompt = usual.cacheable();
        for (TokenClass tokenClass : TokenClass.values()) {
            boolean divided = HourUse.CACHEABLE.contains(tokenClass) && usualPrompt > 0;
            double tokens = divided ? (double) prompt * usual.tokens(tokenClass) / usualPrompt : now.tokens(tokenClass);
            cost += tokens * rate(tokenClass, usual, now);
        }
        return cost;
    }

    private static double atUsualRates(HourUse.SliceUse now, HourUse.SliceUse usual) {
        double cost = now.otherPico();
        for (TokenClass tokenClass : TokenClass.values()) {
            cost += now.tokens(tokenClass) * rate(tokenClass, usual, now);
        }
        return cost;
    }

    private static double rate(TokenClass tokenClass, HourUse.SliceUse usual, HourUse.SliceUse now) {
        return usual.tokens(tokenClass) > 0 ? usual.rate(tokenClass) : now.rate(tokenClass);
    }

    /** The difference that they explain. */
    long sum() {
        return volume + retries + mix + cache + price;
    }

    /** By name, in the order in which they are worked out. */
    Map<String, Long> byName() {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("volume", volume);
        parts.put("retries", retries);
        parts.put("mix", mix);
        parts.put("cache", cache);
        parts.put("price", price);
        return parts;
    }

    /** The one that explains most of it: the largest in the direction of the difference. */
    String main() {
        long sign = sum() < 0 ? -1 : 1;
        return byName().entrySet().stream()
                .max(Comparator.comparingLong(part -> sign * part.getValue()))
                .orElseThrow()
                .getKey();
    }
}
