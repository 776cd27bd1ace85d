package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.choice.Capability;
import io.fareway.model.choice.DataPolicy;
import io.fareway.model.choice.DeploymentTraits;
import io.fareway.pricing.ReckonedPrice;
import io.fareway.provider.Measured;
import io.fareway.provider.Measured.Latency;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Builds candidates: what a test does not say has a plain value. */
final class SampleCandidate {

    private final String provider;
    private int context = 100_000;
    private String region = "";
    private DataPolicy data = DataPolicy.MAY_COLLECT;
    private Set<Capability> capabilities = Capability.USUAL;
    private int quality = DeploymentTraits.USUAL_QUALITY;
    private boolean selfHosted;
    private boolean forwards;
    private Measured measured = Measured.NOTHING;
    private ReckonedPrice price = ReckonedPrice.UNKNOWN;
    private OptionalLong expected = OptionalLong.of(1_000);
    private OptionalLong ceiling = OptionalLong.of(1_000);
    private long expectedMillis = 1_000;
    private int underWay;
    private boolean callable = true;

    private SampleCandidate(String provider) {
        this.provider = provider;
    }

    static SampleCandidate of(String provider) {
        return new SampleCandidate(provider);
    }

    SampleCandidate context(int tokens) {
        this.context = tokens;
        return this;
    }

    SampleCandidate region(String name) {
        this.region = name;
        return this;
    }

    SampleCandidate data(DataPolicy policy) {
        this.data = policy;
        return this;
    }

    SampleCandidate capabilities(Capability... able) {
        this.capabilities = Set.of(able);
        return this;
    }

    SampleCandidate quality(int points) {
        this.quality = points;
        return this;
    }

    SampleCandidate selfHosted() {
        this.selfHosted = true;
        return this;
    }

    SampleCandidate forwardsPreferences() {
        this.forwards = true;
        return this;
    }

    /** Expected cost and ceiling alike. */
    SampleCandidate picoUsd(long pico) {
        this.expected = OptionalLong.of(pico);
        this.ceiling = OptionalLong.of(pico);
        return this;
    }

    SampleCandidate unknownCost() {
        this.expected = OptionalLong.empty();
        this.ceiling = OptionalLong.empty();
        return this;
    }

    SampleCandidate usdPerMillion(String input, String output) {
        Price row = new Price(
                provider + "/m",
                Instant.EPOCH,
                Map.of(TokenClass.INPUT, new BigDecimal(input), TokenClass.OUTPUT, new BigDecimal(output)),
                "test",
                LocalDate.EPOCH);
        this.price = ReckonedPrice.known(row);
        return this;
    }

    SampleCandidate millis(long expect) {
        this.expectedMillis = expect;
        return this;
    }

    /** Measured by these many calls. */
    SampleCandidate p95(long millis, long calls) {
        Latency latency = new Latency(calls, millis, millis, millis);
        this.measured = new Measured(calls, 1, latency, latency, 50, 256, 0);
        return this;
    }

    SampleCandidate successRate(double rate) {
        this.measured = new Measured(100, rate, Latency.NONE, Latency.NONE, 50, 256, 0);
        return this;
    }

    SampleCandidate underWay(int calls) {
        this.underWay = calls;
        return this;
    }

    SampleCandidate outOfService() {
        this.callable = false;
        return this;
    }

    Candidate build() {
        return new Candidate(
                new Deployment(provider, "m", "m", context, "", false),
                new DeploymentTraits(region, data, capabilities, quality, selfHosted, forwards),
                measured,
                price,
                expected,
                ceiling,
                expectedMillis,
                underWay,
                callable);
    }
}
