package io.fareway.model.choice;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a deployment must satisfy to be asked at all. Names of providers, deployments and regions are in lower case.
 *
 * @param maxCostUsd most that one call may cost, estimated before it from the prompt's length, the longest answer that
 *     the caller allows or the measured length, and the price
 * @param maxPrice most that a million tokens may cost
 * @param maxLatency longest measured p95: until the first token of a streamed answer, until the end of a plain one
 * @param regions where it may be computed; empty = anywhere
 * @param data least strict data policy
 * @param only providers or deployments that may be asked; empty = all
 * @param ignored providers or deployments that may not
 * @param capabilities what it must be able to do
 * @param minQuality least quality, 0 to 100
 */
public record HardLimits(
        Optional<BigDecimal> maxCostUsd,
        MaxPrice maxPrice,
        Optional<Duration> maxLatency,
        Optional<Set<String>> regions,
        DataPolicy data,
        Optional<Set<String>> only,
        Set<String> ignored,
        Set<Capability> capabilities,
        int minQuality) {

    /** No limit at all. */
    public static final HardLimits NONE = new HardLimits(
            Optional.empty(),
            MaxPrice.ANY,
            Optional.empty(),
            Optional.empty(),
            DataPolicy.MAY_COLLECT,
            Optional.empty(),
            Set.of(),
            Set.of(),
            0);

    public HardLimits {
        regions = regions.map(Set::copyOf);
        only = only.map(Set::copyOf);
        ignored = Set.copyOf(ignored);
        capabilities = Set.copyOf(capabilities);
    }

    /** Both at once: of each limit the stricter. */
    public HardLimits and(HardLimits other) {
        if (equals(NONE)) {
            return other;
        }
        if (other.equals(NONE)) {
            return this;
        }
        return new HardLimits(
                Limits.lower(maxCostUsd, other.maxCostUsd),
                maxPrice.and(other.maxPrice),
                Limits.lower(maxLatency, other.maxLatency),
                Limits.common(regions, other.regions),
                data.and(other.data),
                Limits.common(only, other.only),
                Limits.together(ignored, other.ignored),
                Limits.together(capabilities, other.capabilities),
                Math.max(minQuality, other.minQuality));
    }

    /** Of these and a caller's preference what says who may be told the words of a request, and nothing else. */
    public HardLimits ofHearers(ProviderPreference preference) {
        return new HardLimits(
                Optional.empty(),
                MaxPrice.ANY,
                Optional.empty(),
                regions,
                data.and(preference.data()),
                Limits.common(only, preference.only()),
                Limits.together(ignored, preference.ignored()),
                Set.of(),
                0);
    }

    /** The same, and no call may cost more. */
    public HardLimits withMaxCost(BigDecimal usd) {
        return new HardLimits(
                Optional.of(usd), maxPrice, maxLatency, regions, data, only, ignored, capabilities, minQuality);
    }
}
