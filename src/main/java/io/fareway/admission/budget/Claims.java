package io.fareway.admission.budget;

import io.fareway.model.AttemptKind;
import io.fareway.model.Budget;
import io.fareway.model.Budgets;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Money;
import io.fareway.model.Tier;
import io.fareway.model.choice.TierChecks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which windows a request touches, and with what worst case. */
@Component
class Claims {

    private static final int PICO_DOLLARS = 12;

    private final WorstCase worstCase;
    private final Clock clock;

    Claims(WorstCase worstCase, Clock clock) {
        this.worstCase = worstCase;
        this.clock = clock;
    }

    /**
     * A plan whose every deployment has a known price, and what it claims.
     *
     * @param plan without deployments of unknown price: they could cost anything
     */
    record Priced(List<Deployment> plan, List<Claim> claims) {
        Priced {
            plan = List.copyOf(plan);
            claims = List.copyOf(claims);
        }
    }

    /**
     * What a journey claims: of each window the dearest deployment of its plan, and where its answer may send it up, of each
     * further tier the dearest as well.
     */
    Priced of(Journey journey) {
        Map<Deployment, BigDecimal> worst = worst(journey.plan(), journey);
        Map<String, BigDecimal> byProvider = dearestByProvider(worst);
        BigDecimal dearest = dearest(byProvider);
        List<String> tiers = new ArrayList<>(List.of(journey.getTier()));
        for (String upper : tiersAbove(journey)) {
            Map<String, BigDecimal> further = dearestByProvider(worst(deploymentsOf(upper, journey), journey));
            further.forEach((provider, usd) -> byProvider.merge(provider, usd, BigDecimal::add));
            dearest = dearest.add(dearest(further));
            tiers.add(upper);
        }
        List<Claim> claims = new ArrayList<>();
        for (Budget budget : journey.settings().budgets().all()) {
            if (budget.scope() == Budget.Scope.PROVIDER) {
                byProvider.forEach((provider, usd) -> {
                    if (budget.covers(provider)) {
                        claims.add(
                                claim(budget, provider, usd, journey.settings().budgets()));
                    }
                });
            } else {
                long pico = pico(dearest);
                tiers.stream()
                        .flatMap(tier -> window(budget, tier, journey).stream())
                        .distinct()
                        .forEach(window -> claims.add(new Claim(window, limit(budget), pico)));
            }
        }
        return new Priced(List.copyOf(worst.keySet()), claims);
    }

    private Map<Deployment, BigDecimal> worst(List<Deployment> deployments, Journey journey) {
        Map<Deployment, BigDecimal> worst = new LinkedHashMap<>();
        deployments.forEach(
                deployment -> worstCase.at(deployment, journey).ifPresent(usd -> worst.put(deployment, usd)));
        return worst;
    }

    private static Map<String, BigDecimal> dearestByProvider(Map<Deployment, BigDecimal> worst) {
        Map<String, BigDecimal> byProvider = new LinkedHashMap<>();
        worst.forEach((deployment, usd) -> byProvider.merge(deployment.provider(), usd, BigDecimal::max));
        return byProvider;
    }

    private static BigDecimal dearest(Map<String, BigDecimal> byProvider) {
        return byProvider.values().stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
    }

    /** A stream is not sent up, nor is what is asked apart from a caller's request. */
    private static List<String> tiersAbove(Journey journey) {
        List<String> above = new ArrayList<>();
        boolean mayGoUp =
                !journey.request().stream() && journey.handling().trial().kind() == AttemptKind.CALL;
        Optional<String> next = upFrom(journey.getTier(), journey).filter(any -> mayGoUp);
        while (next.isPresent()) {
            above.add(next.get());
            next = upFrom(next.get(), journey);
        }
        return above;
    }

    private static Optional<String> upFrom(String tier, Journey journey) {
        return journey.settings().routing().checksOf(tier).flatMap(TierChecks::escalateTo);
    }

    private static List<Deployment> deploymentsOf(String tier, Journey journey) {
        return Optional.ofNullable(journey.settings().tiers().get(tier))
                .map(Tier::deployments)
                .orElse(List.of())
                .stream()
                .flatMap(name -> journey.settings().deployment(name).stream())
                .toList();
    }

    /** The window of a budget that a journey touches before it has a plan; empty for another's, and for providers'. */
    Optional<Window> window(Budget budget, Journey journey) {
        return window(budget, journey.getTier(), journey);
    }

    private Optional<Window> window(Budget budget, String tier, Journey journey) {
        String subject =
                switch (budget.scope()) {
                    case TOTAL, PROVIDER -> "";
                    case TIER -> tier;
                    case CALLER -> Spender.of(journey).caller();
                    case TEAM -> Spender.of(journey).team();
                };
        return switch (budget.scope()) {
            case TOTAL -> Optional.of(windowNow(budget, "", journey.settings().budgets()));
            case PROVIDER -> Optional.empty();
            case CALLER, TEAM, TIER ->
                budget.covers(subject)
                        ? Optional.of(
                                windowNow(budget, subject, journey.settings().budgets()))
                        : Optional.empty();
        };
    }

    private Claim claim(Budget budget, String subject, BigDecimal usd, Budgets budgets) {
        return new Claim(windowNow(budget, subject, budgets), limit(budget), pico(usd));
    }

    private Window windowNow(Budget budget, String subject, Budgets budgets) {
        Instant now = clock.instant();
        return Window.of(budget, subject, now, budgets.zone());
    }

    private static long limit(Budget budget) {
        return Money.toPico(budget.limitUsd());
    }

    private static long pico(BigDecimal usd) {
        return Money.toPico(usd.setScale(PICO_DOLLARS, RoundingMode.UP));
    }
}
