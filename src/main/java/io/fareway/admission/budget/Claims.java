package io.fareway.admission.budget;

import io.fareway.model.AttemptKind;
import io.fareway.model.Budget;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Money;
import io.fareway.model.Tier;
import io.fareway.model.choice.TierChecks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
     * further tier the dearest as well. Windows of tiers are claimed for what happens in that tier.
     */
    Priced of(Journey journey) {
        Map<Deployment, BigDecimal> own = worst(journey.plan(), journey.getTier(), journey);
        Map<String, Map<String, BigDecimal>> byTier = new LinkedHashMap<>();
        byTier.put(journey.getTier(), dearestByProvider(own));
        tiersAbove(journey)
                .forEach(upper ->
                        byTier.put(upper, dearestByProvider(worst(deploymentsOf(upper, journey), upper, journey))));
        Exposure exposure = new Exposure(byTier);
        List<Claim> claims = journey.settings().budgets().all().stream()
                .flatMap(budget -> claims(budget, exposure, journey))
                .toList();
        return new Priced(List.copyOf(own.keySet()), claims);
    }

    private Stream<Claim> claims(Budget budget, Exposure exposure, Journey journey) {
        return switch (budget.scope()) {
            case PROVIDER ->
                exposure.byProvider().entrySet().stream()
                        .filter(provider -> budget.covers(provider.getKey()))
                        .map(provider ->
                                claim(budget, windowNow(budget, provider.getKey(), journey), provider.getValue()));
            case TIER ->
                exposure.byTier().keySet().stream()
                        .filter(budget::covers)
                        .map(tier -> claim(budget, windowNow(budget, tier, journey), exposure.inTier(tier)));
            case TOTAL, CALLER, TEAM ->
                window(budget, journey).stream().map(window -> claim(budget, window, exposure.inAllTiers()));
        };
    }

    /** Whether its answer may send it a tier up. */
    boolean mayGoUp(Journey journey) {
        return !tiersAbove(journey).isEmpty();
    }

    private Map<Deployment, BigDecimal> worst(List<Deployment> deployments, String tier, Journey journey) {
        Map<Deployment, BigDecimal> worst = new LinkedHashMap<>();
        deployments.forEach(
                deployment -> worstCase.at(deployment, tier, journey).ifPresent(usd -> worst.put(deployment, usd)));
        return worst;
    }

    private static Map<String, BigDecimal> dearestByProvider(Map<Deployment, BigDecimal> worst) {
        Map<String, BigDecimal> byProvider = new LinkedHashMap<>();
        worst.forEach((deployment, usd) -> byProvider.merge(deployment.provider(), usd, BigDecimal::max));
        return byProvider;
    }

    /** A stream is not sent up, nor is what is asked apart from a caller's request or what a budget keeps in its tier. */
    private static List<String> tiersAbove(Journey journey) {
        boolean mayGoUp = !journey.request().stream()
                && journey.handling().trial().kind() == AttemptKind.CALL
                && !journey.handling().staysInTier();
        List<String> above = new ArrayList<>();
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
        return switch (budget.scope()) {
            case TOTAL -> Optional.of(windowNow(budget, "", journey));
            case PROVIDER -> Optional.empty();
            case TIER -> windowOf(budget, journey.getTier(), journey);
            case CALLER -> windowOf(budget, Spender.of(journey).caller(), journey);
            case TEAM -> windowOf(budget, Spender.of(journey).team(), journey);
        };
    }

    private Optional<Window> windowOf(Budget budget, String subject, Journey journey) {
        return budget.covers(subject) ? Optional.of(windowNow(budget, subject, journey)) : Optional.empty();
    }

    private Window windowNow(Budget budget, String subject, Journey journey) {
        return Window.of(
                budget, subject, clock.instant(), journey.settings().budgets().zone());
    }

    private static Claim claim(Budget budget, Window window, BigDecimal usd) {
        long pico = Money.toPico(usd.setScale(PICO_DOLLARS, RoundingMode.UP));
        return new Claim(window, Money.toPico(budget.limitUsd()), pico);
    }
}
