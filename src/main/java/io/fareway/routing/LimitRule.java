package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Money;
import io.fareway.model.TokenClass;
import io.fareway.model.choice.Capability;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.ProviderPreference;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules that a candidate must satisfy to be asked at all, in the order in which they are looked at. */
enum LimitRule {
    CONTEXT {
        @Override
        Optional<String> objection(Candidate candidate, Terms terms) {
            long needed = terms.demand().contextTokens();
            int context = candidate.deployment().contextTokens();
            return context >= needed
                    ? Optional.empty()
                    : Optional.of("prompt and answer need about " + needed + " tokens, its context is " + context);
        }
    },
    CAPABILITY {
        @Override
        Optional<String> objection(Candidate candidate, Terms terms) {
            Set<Capability> able = candidate.traits().capabilities();
            if (able.containsAll(terms.demand().capabilities())
                    && able.containsAll(terms.limits().capabilities())) {
                return Optional.empty();
            }
            List<String> missing = Stream.concat(
                            terms.demand().capabilities().stream(), terms.limits().capabilities().stream())
                    .distinct()
                    .filter(needed -> !able.contains(needed))
                    .sorted(Comparator.naturalOrder())
                    .map(Capability::label)
                    .toList();
            return Optional.of("it lacks " + String.join(", ", missing));
        }
    },
    REGION {
        @Override
        Optional<String> objection(Candidate candidate, Terms terms) {
            String region = candidate.traits().region();
            return terms.limits()
                    .regions()
                    .filter(allowed -> !allowed.contains(region))
                    .map(allowed -> (region.isEmpty() ? "its region is unknown" : "it is in " + region)
                            + ", allowed is " + listed(allowed));
        }
    },
    DATA {
        @Override
        Optional<String> objection(Candidate candidate, Terms terms) {
            boolean keepsToPreference = candidate.traits().forwardsPreferences()
                    || candidate.traits().data().satisfies(terms.preference().data());
            if (keepsToPreference
                    && candidate.traits().data().satisfies(terms.limits().data())) {
                return Optional.empty();
            }
            return Optional.of("its data policy is " + candidate.traits().data().label() + ", asked is "
                    + terms.limits().data().and(terms.preference().data()).label());
        }
    },
    PROVIDER {
        @Override
        Optional<String> objection(Candidate candidate, Terms terms) {
            Deployment deployment = candidate.deployment();
            ProviderPreference preference = terms.preference();
            boolean forwards = candidate.traits().forwardsPreferences();
            if (names(terms.limits().ignored(), deployment) || (!forwards && names(preference.ignored(), deployment))) {
                return Optional.of("it is excluded");
            }
            boolean allowed =
                    terms.limits().only().map(only -> names(only, deployment)).orElse(true)
                            && (forwards
                                    || preference
                                            .only()
                                            .map(only -> names(only, deployment))
                                            .orElse(true));
            return unless(allowed, "it is not among those allowed");
        }
    },
    QUALITY {
        @Override
        Optional<String> objection(Candidate candidate, Terms terms) {
            int quality = candidate.traits().quality();
            return quality >= terms.limits().minQuality()
                    ? Optional.empty()
                    : Optional.of("its quality is " + quality + ", at least "
                            + terms.limits().minQuality() + " is asked");
        }
    },
    PRICE {
        @Override
        Optional<String> objection(Candidate candidate, Terms terms) {
            return tooDear(
                            candidate,
                            TokenClass.INPUT,
                            terms.limits().maxPrice().prompt(),
                            "prompt")
                    .or(() -> tooDear(
                            candidate,
                            TokenClass.OUTPUT,
                            terms.limits().maxPrice().completion(),
                            "answer"));
        }
    },
    COST {
        @Override
        Optional<String> objection(Candidate candidate, Terms terms) {
            return terms.limits().maxCostUsd().flatMap(most -> {
                OptionalLong ceiling = candidate.ceilingPicoUsd();
                if (ceiling.isEmpty()) {
                    return Optional.of("its price is unknown");
                }
                BigDecimal usd = Money.fromPico(ceiling.getAsLong());
                return unless(
                        usd.compareTo(most) <= 0,
                        "it may cost " + Money.format(usd) + " USD, allowed are " + Money.format(most));
            });
        }
    },
    LATENCY {
        @Override
        Optional<String> objection(Candidate candidate, Terms terms) {
            OptionalLong p95 = candidate.measured().p95Millis(terms.demand().streamed());
            return terms.limits()
                    .maxLatency()
                    .filter(most -> p95.isPresent() && p95.getAsLong() > most.toMillis())
                    .map(most -> "its p95 is " + p95.getAsLong() + " ms, allowed are " + most.toMillis());
        }
    };

    /**
     * What candidates are held against.
     *
     * @param limits of the request, its profile and its tier together
     */
    record Terms(Demand demand, HardLimits limits, ProviderPreference preference) {}

    /** Why the candidate may not answer; empty when this rule lets it pass. */
    abstract Optional<String> objection(Candidate candidate, Terms terms);

    /** The word in messages, for example {@code region}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> unless(boolean fine, String objection) {
        return fine ? Optional.empty() : Optional.of(objection);
    }

    private static boolean names(Set<String> names, Deployment deployment) {
        return names.contains(deployment.provider()) || names.contains(deployment.name());
    }

    private static String listed(Set<String> names) {
        return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
    }

    private static Optional<String> tooDear(
            Candidate candidate, TokenClass tokenClass, Optional<BigDecimal> most, String what) {
        return most.flatMap(limit -> {
            Optional<BigDecimal> price = candidate.price().row().flatMap(known -> known.perMillion(tokenClass));
            if (price.isEmpty()) {
                return Optional.of("its price is unknown");
            }
            return unless(
                    price.get().compareTo(limit) <= 0,
                    "a million " + what + " tokens cost " + price.get().toPlainString() + " USD, allowed are "
                            + limit.toPlainString());
        });
    }
}
